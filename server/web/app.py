"""Put the web application together: routes, middlewares, headers, pages."""

from __future__ import annotations

from aiohttp import web

from server.auth.attempts import Attempts
from server.cameras.check import Checks
from server.web import (
    analysis,
    answers,
    asking,
    attachments,
    bundles,
    cameras,
    chapters,
    checks,
    clips,
    collections,
    comments,
    courses,
    courseware,
    described,
    disk,
    entrances,
    exports,
    fetched,
    fitness,
    forgetting,
    imports,
    jobs,
    lessons,
    levels,
    library,
    lines,
    lobby,
    mentions,
    openapi,
    pages,
    pairing,
    publication,
    pupils,
    questionsets,
    reading,
    recordingaudit,
    recordings,
    reels,
    resources,
    roll,
    rounds,
    rubrics,
    scores,
    sharing,
    sign_in,
    terminals,
    thumbnails,
    trash,
    uploads,
    watch,
    watching,
)
from server.web.background import BACKGROUND, Background
from server.web.bringing import add_imports
from server.web.context import ATTEMPTS, CONTEXT, ROUTE_TABLE, VIEWS, Context
from server.web.drawing import add_drawing
from server.web.exporting import add_exports
from server.web.finding import add_finding
from server.web.keeping import add_keeping
from server.web.middleware import add_security_headers, name_errors
from server.web.routes import Route, add_routes
from server.web.seated import add_tries
from server.web.settling import add_settling
from server.web.sharing import add_openings
from server.web.shelf import add_shelf
from server.web.stored import add_files
from server.web.views import Views

ROUTES: tuple[Route, ...] = (
    *sign_in.ROUTES,
    *lessons.ROUTES,
    *entrances.ROUTES,
    *terminals.ROUTES,
    *pairing.ROUTES,
    *recordings.ROUTES,
    *levels.ROUTES,
    *chapters.ROUTES,
    *thumbnails.ROUTES,
    *fitness.ROUTES,
    *analysis.ROUTES,
    *library.ROUTES,
    *resources.ROUTES,
    *courses.ROUTES,
    *collections.ROUTES,
    *attachments.ROUTES,
    *publication.ROUTES,
    *trash.ROUTES,
    *recordingaudit.ROUTES,
    *forgetting.ROUTES,
    *watching.ROUTES,
    *lines.ROUTES,
    *lobby.ROUTES,
    *checks.ROUTES,
    *roll.ROUTES,
    *cameras.ROUTES,
    *courseware.ROUTES,
    *uploads.ROUTES,
    *fetched.ROUTES,
    *reading.ROUTES,
    *exports.ROUTES,
    *bundles.ROUTES,
    *jobs.ROUTES,
    *imports.ROUTES,
    *pupils.ROUTES,
    *questionsets.ROUTES,
    *answers.ROUTES,
    *asking.ROUTES,
    *watch.ROUTES,
    *disk.ROUTES,
    *comments.ROUTES,
    *mentions.ROUTES,
    *rubrics.ROUTES,
    *rounds.ROUTES,
    *scores.ROUTES,
    *clips.ROUTES,
    *reels.ROUTES,
    *sharing.ROUTES,
    *openapi.ROUTES,
    *described.ROUTES,
)


def build_app(context: Context) -> web.Application:
    """The application without the live side; the control process adds its routes and runs it."""
    app = web.Application(middlewares=[name_errors], client_max_size=context.settings.http.max_body_kb * 1024)
    app[CONTEXT] = context
    app[ATTEMPTS] = Attempts(context.settings.signin)
    app[VIEWS] = Views()
    add_tries(app)
    add_openings(app)
    app[cameras.CHECKS] = Checks.few()
    terminals.add_rates(app, context.settings)
    app[BACKGROUND] = Background()
    add_shelf(app, context)
    add_exports(app, context)
    add_imports(app, context)
    add_keeping(app, context)
    add_drawing(app, context)
    add_files(app, context)
    add_finding(app, context)
    add_settling(app, context)
    app[BACKGROUND].attach(app)
    lobby.add_rates(app, context.settings)
    app.on_cleanup.append(_close_attempts)
    app.on_response_prepare.append(add_security_headers)
    app[ROUTE_TABLE] = list(ROUTES)
    add_routes(app, ROUTES)
    pages.add_pages(app)
    return app


async def _close_attempts(app: web.Application) -> None:
    await app[ATTEMPTS].close()
