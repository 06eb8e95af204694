"""Alembic's entry: runs the migrations on the connection that `server.data.migration` hands over."""

from alembic import context

from server.data.models import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    # SQLite can't alter a column in place: Alembic copies the table then.
    render_as_batch=True,
    compare_server_default=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
