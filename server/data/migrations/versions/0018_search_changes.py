"""What entries of the search have changed, for copies of them; the indexes that copies make idle go."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

SEEN = ("schools_id", "audience_id")
IDLE = {
    "newest": ("started_at", *SEEN),
    "watched": ("views", "started_at", *SEEN),
    "scored": ("score", "started_at", *SEEN),
    "by_kind": ("kind_id", *SEEN, "place_id", "started_at"),
    "by_place": ("place_id", *SEEN, "kind_id", "started_at"),
}


def upgrade() -> None:
    op.create_table(
        "search_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_change")),
    )
    for name in IDLE:
        op.drop_index(f"ix_search_entry_{name}", table_name="search_entry", if_exists=True)


def downgrade() -> None:
    for name, columns in IDLE.items():
        op.create_index(f"ix_search_entry_{name}", "search_entry", list(columns))
    op.drop_table("search_change")
