"""When an open player of a recording spoke last."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("resource", sa.Column("watched_at", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    op.drop_column("resource", "watched_at")
