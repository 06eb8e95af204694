"""What is searched, collections, and files beside recordings; every recording waits to be indexed."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

SEEN = ("schools_id", "audience_id")
REFERENCES = {"kind": "kind", "place": "place", "schools": "nodes", "audience": "nodes"}
TABLES = (
    "attachment",
    "collection_item",
    "collection_audience",
    "collection",
    "search_stale",
    "search_text",
    "search_entry",
    "search_nodes",
    "search_place",
    "search_kind",
)


def upgrade() -> None:
    _combinations()
    _entry()
    _text()
    _collection()
    _attachment()
    op.execute("INSERT INTO search_stale (recording_id, counts_only) SELECT id, false FROM recording")


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)


def _combinations() -> None:
    kinds = ("subject", "grade", "form", "language", "scope")
    op.create_table(
        "search_kind",
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(word, sa.String(length=40), nullable=False) for word in kinds),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_kind")),
        sa.UniqueConstraint(*kinds, name=op.f("uq_search_kind_" + "_".join(kinds))),
    )
    op.create_table(
        "search_place",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("teacher_id", sa.String(length=12), nullable=False),
        sa.Column("school_id", sa.String(length=12), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_place")),
        sa.UniqueConstraint("teacher_id", "school_id", name=op.f("uq_search_place_teacher_id_school_id")),
    )
    op.create_table(
        "search_nodes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("nodes", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_nodes")),
        sa.UniqueConstraint("digest", name=op.f("uq_search_nodes_digest")),
    )


def _entry() -> None:
    op.create_table(
        "search_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recording_id", sa.String(length=12), nullable=False),
        *(sa.Column(f"{name}_id", sa.Integer(), nullable=False) for name in REFERENCES),
        sa.Column("owner_id", sa.String(length=12), nullable=True),
        sa.Column("teacher_id", sa.String(length=12), nullable=True),
        sa.Column("started_at", sa.BigInteger(), nullable=False),
        sa.Column("views", sa.Integer(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(
            ["recording_id"],
            ["recording.id"],
            name=op.f("fk_search_entry_recording_id"),
            ondelete="CASCADE",
        ),
        *(
            sa.ForeignKeyConstraint(
                [f"{name}_id"], [f"search_{table}.id"], name=op.f(f"fk_search_entry_{name}_id")
            )
            for name, table in REFERENCES.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_entry")),
        sa.UniqueConstraint("recording_id", name=op.f("uq_search_entry_recording_id")),
    )
    for name in ("owner_id", "teacher_id"):
        op.create_index(op.f(f"ix_search_entry_{name}"), "search_entry", [name])
    op.create_index("ix_search_entry_newest", "search_entry", ["started_at", *SEEN])
    op.create_index("ix_search_entry_watched", "search_entry", ["views", "started_at", *SEEN])
    op.create_index("ix_search_entry_scored", "search_entry", ["score", "started_at", *SEEN])
    for first, last in (("kind_id", "place_id"), ("place_id", "kind_id")):
        columns = [first, *SEEN, last, "started_at"]
        op.create_index(f"ix_search_entry_by_{first.removesuffix('_id')}", "search_entry", columns)


def _text() -> None:
    op.create_table(
        "search_text",
        sa.Column("entry_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("pieces", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["search_entry.id"], name=op.f("fk_search_text_entry_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_search_text")),
    )
    op.create_table(
        "search_stale",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recording_id", sa.String(length=12), nullable=False),
        sa.Column("counts_only", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_stale")),
    )
    op.create_index(op.f("ix_search_stale_recording_id"), "search_stale", ["recording_id"])


def _collection() -> None:
    op.create_table(
        "collection",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("owner_id", sa.String(length=12), nullable=True),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("description", sa.String(length=2000), nullable=False),
        sa.Column("scope", sa.String(length=40), nullable=True),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["user_account.id"], name=op.f("fk_collection_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_collection")),
    )
    for name in ("owner_id", "changed_at"):
        op.create_index(op.f(f"ix_collection_{name}"), "collection", [name])
    op.create_table(
        "collection_audience",
        sa.Column("collection_id", sa.String(length=12), nullable=False),
        sa.Column("node", sa.String(length=12), nullable=False),
        _part_of_collection("collection_audience"),
        sa.PrimaryKeyConstraint("collection_id", "node", name=op.f("pk_collection_audience")),
    )
    op.create_index(op.f("ix_collection_audience_node"), "collection_audience", ["node"])
    op.create_table(
        "collection_item",
        sa.Column("collection_id", sa.String(length=12), nullable=False),
        sa.Column("recording_id", sa.String(length=12), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        _part_of_collection("collection_item"),
        _of_recording("collection_item"),
        sa.PrimaryKeyConstraint("collection_id", "recording_id", name=op.f("pk_collection_item")),
    )
    op.create_index(op.f("ix_collection_item_recording_id"), "collection_item", ["recording_id"])


def _attachment() -> None:
    op.create_table(
        "attachment",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("recording_id", sa.String(length=12), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("type", sa.String(length=100), nullable=False),
        sa.Column("bytes", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("by", sa.String(length=80), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        _of_recording("attachment"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
    )
    op.create_index(op.f("ix_attachment_recording_id"), "attachment", ["recording_id"])


def _part_of_collection(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["collection_id"], ["collection.id"], name=op.f(f"fk_{table}_collection_id"), ondelete="CASCADE"
    )


def _of_recording(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["recording_id"], ["recording.id"], name=op.f(f"fk_{table}_recording_id"), ondelete="CASCADE"
    )
