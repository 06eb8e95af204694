"""When the scores of a round past its deadline were settled."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("review_round", sa.Column("settled_at", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    op.drop_column("review_round", "settled_at")
