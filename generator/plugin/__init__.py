"""The MkDocs face: ``mkdocs build`` and ``mkdocs serve`` give the whole portal.

MkDocs renders the editorial pages and the shells into a staging folder. When it has finished,
the shells are filled, the downloads are added, and the folder takes the place of the old site,
which stays untouched until then.
"""

from __future__ import annotations

import logging
from contextlib import ExitStack
from pathlib import Path
from typing import Any, cast

from mkdocs.config import config_options as option
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import CountHandler
from mkdocs.utils.templates import TemplateContext

from generator import shell
from generator.build import Place, host_work, illustrate, prepare, renew
from generator.check import Checked
from generator.distribution import Edition, SiteFile
from generator.ledger import open_ledger
from generator.model import LANGUAGES, Language
from generator.plugin.navigation import language_of, navigation_in, without
from generator.plugin.security import content_security_policy
from generator.problems import has_errors
from generator.publish import alone
from generator.render import asset_files, read_bundle, read_words, render_editorial
from generator.report import report
from generator.sections import INDEX, SHELL_PATHS, Desk, Host, Shells
from generator.settings import STORE, TEMPLATES, Settings, build_day, processors
from generator.shell import Shell
from generator.store import Store

_SHELL_SOURCE = f"""---
template: shell.html
title: "{shell.TITLE}"
description: "{shell.DESCRIPTION}"
hide: [navigation, toc]
---
"""
_LOG = logging.getLogger("mkdocs.plugins.opendata")
_WAITING = "Chờ một lần dựng khác ghi xong cùng thư mục · waiting for another build of this folder"
_LEFT_TO_US = ("sitemap.xml", "sitemap.xml.gz")
"""What the host writes of its own pages alone."""
_STYLE_SHEET = "assets/portal.css"
_SCRIPT, _SCHEME_SCRIPT = "portal.js", "scheme.js"


class OpenDataConfig(Config):
    """The plugin's options in ``mkdocs.yml``."""

    allow_loss = option.Type(bool, default=False)


class OpenDataPlugin(BasePlugin[OpenDataConfig]):
    """Builds the portal whose ``datasets/`` folder lies beside ``mkdocs.yml``."""

    edition: Edition | None = None
    """What to publish. Whoever has it already sets it; otherwise it is prepared here."""
    is_host_only: bool = False
    """Whether the host's own files are all that is wanted, in the site's folder."""
    host: Host
    """What the host made, when it is done."""

    _edition: Edition

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the data; the site is prepared beside its place, so that the old one stays."""
        root = Path(config.config_file_path).parent
        self._open = ExitStack()
        self._store = Store(root / STORE)
        self._templates = root / TEMPLATES
        self._target = Path(config.site_dir).resolve()  # it may be a link
        prepared = self.edition or self._prepare(root)
        self._edition = prepared if self.is_host_only else self._illustrated(prepared)
        self._catalog = self._edition.catalog
        portal = self._catalog.portal
        config.site_url = config.site_url or portal.base_url
        config.site_name = portal.title.vi
        for language in set(LANGUAGES).difference(portal.languages):
            config.nav = without(config.nav, language)
        config.extra_css.append(_STYLE_SHEET)
        self._scheme_script = read_bundle().text(_SCHEME_SCRIPT)
        config.extra_javascript.append(read_bundle().address(_SCRIPT))
        config.watch += [str(root / "datasets"), str(self._templates)]
        self._warnings = CountHandler()
        self._warnings.setLevel(logging.WARNING)
        logging.getLogger("mkdocs").addHandler(self._warnings)
        self._open.callback(logging.getLogger("mkdocs").removeHandler, self._warnings)
        if not self.is_host_only:
            config.site_dir = str(self._open.enter_context(self._store.workspace()))
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the shells and the portal's own assets; drop pages in languages it has not."""
        for file in list(files.documentation_pages()):
            if language_of(file.src_uri) not in self._catalog.portal.languages:
                files.remove(file)
        for uri in self._shell_sources():
            files.append(
                File.generated(
                    config, uri, content=_SHELL_SOURCE, inclusion=InclusionLevel.NOT_IN_NAV
                )
            )
        for asset in asset_files(self._templates):
            files.append(_asset_file(config, asset))
        self._own_pages = [
            file.url
            for file in files.documentation_pages()
            if file.generated_by is None and language_of(file.src_uri) == "vi"
        ]
        return files

    def on_nav(self, nav: Navigation, **_: Any) -> Navigation:
        """Split the navigation by language."""
        self._navigation = {
            language: navigation_in(nav, language) for language in self._catalog.portal.languages
        }
        return nav

    def on_page_markdown(self, markdown: str, *, page: Page, **_: Any) -> str:
        """Fill the portal's names, lists and laws into an editorial page."""
        if page.file.generated_by is not None:
            return markdown
        language = language_of(page.file.src_uri)
        return render_editorial(markdown, self._catalog, language, self._templates)

    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, **_: Any
    ) -> TemplateContext:
        """Turn the theme to the language of the page."""
        return self._in_language(context, language_of(page.file.src_uri), config)

    def on_template_context(
        self, context: TemplateContext, *, config: MkDocsConfig, **_: Any
    ) -> TemplateContext:
        """The theme's own pages, such as 404.html, are in Vietnamese."""
        return self._in_language(context, "vi", config)

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Take the shells; then publish, unless whoever runs the host does so or it warned."""
        folder = Path(config.site_dir)
        for name in _LEFT_TO_US:
            (folder / name).unlink(missing_ok=True)
        self.host = Host(shells=self._take_shells(folder), pages=tuple(self._own_pages))
        if not self.is_host_only:
            has_warned = bool(config.strict and self._warnings.get_counts())
            self._publish(folder, is_rehearsal=has_warned)
        self._open.close()

    def _publish(self, folder: Path, *, is_rehearsal: bool) -> None:
        downloads = self._target.with_name(f"{self._target.name}-downloads")
        desk = Desk(edition=self._edition, templates=self._templates, host=self.host)
        place = Place(site=self._target, downloads=downloads, store=self._store.folder)
        with alone(place.lock, waits=lambda: _LOG.info(_WAITING)), open_ledger(None) as ledger:
            files = host_work(folder, key="")
            renewed = renew(desk, files, ledger, place, is_rehearsal=is_rehearsal)
        if has_errors(renewed.problems):
            raise PluginError("\n\n" + report(renewed.problems, "vi"))

    def on_build_error(self, **_: Any) -> None:
        """Leave nothing of a site that was not finished."""
        self._open.close()

    def _illustrated(self, edition: Edition) -> Edition:
        return illustrate(edition, self._templates, self._store)

    def _prepare(self, root: Path) -> Edition:
        index = self._target / INDEX
        settings = Settings(
            root=root,
            today=build_day(),
            store=root / STORE,
            published=index if index.exists() else None,
            allow_loss=self.config.allow_loss,
            jobs=processors(),
        )
        prepared = prepare(settings)
        if isinstance(prepared, Checked):
            raise PluginError("\n\n" + report(prepared.problems, "vi"))
        return prepared

    def _in_language(
        self, context: TemplateContext, language: Language, config: MkDocsConfig
    ) -> TemplateContext:
        """The context with what ``site_templates/theme`` relies on."""
        portal = self._catalog.portal
        config.theme["language"] = language
        config.site_name = portal.title.get(language)
        config.site_description = portal.description.get(language)
        ours = {
            "nav": self._navigation[language],
            "portal": portal,
            "publisher": self._catalog.vocabularies.agencies[portal.publisher].name,
            "today": self._catalog.today,
            "language": language,
            "t": read_words(self._templates, language),
            "scheme_script": self._scheme_script,
            "content_security_policy": content_security_policy(portal.hosting, self._scheme_script),
        }
        return cast("TemplateContext", {**context, **ours})

    def _shell_sources(self) -> list[str]:
        return [
            f"{_prefix(language)}{path}index.md"
            for language in self._catalog.portal.languages
            for path in SHELL_PATHS
        ]

    def _take_shells(self, staging: Path) -> Shells:
        """Cut the shells, which are no pages themselves."""
        shells: dict[tuple[Language, str], Shell] = {}
        for language in self._catalog.portal.languages:
            for path in SHELL_PATHS:
                page = staging / _prefix(language) / path / "index.html"
                shells[language, path] = Shell.cut(page.read_text(encoding="utf-8"))
                page.unlink()
                if shell.SLUG in path:
                    page.parent.rmdir()
        return shells


def _prefix(language: Language) -> str:
    return "" if language == "vi" else f"{language}/"


def _asset_file(config: MkDocsConfig, asset: SiteFile) -> File:
    if isinstance(asset.content, bytes):
        return File.generated(config, asset.path, content=asset.content)
    return File.generated(config, asset.path, abs_src_path=str(asset.content))
