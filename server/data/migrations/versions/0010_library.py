"""Recordings as resources of the library; those that exist become private ones."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

ADOPT = """
INSERT INTO resource (recording_id, owner_id, title, description, subject, grade, language, curriculum,
    licence, pupils_picture, classroom_sound, version, views, scores, changed_at)
SELECT recording.id, lesson.teacher_id, lesson.title, '', lesson.subject, '', 'zh-CN', '', 'all_rights',
    false, false, 1, 0, 0, recording.started_at
FROM recording JOIN lesson ON lesson.id = recording.lesson_id
"""


def upgrade() -> None:
    _resource()
    op.create_table(
        "resource_audience",
        sa.Column("recording_id", sa.String(length=12), nullable=False),
        sa.Column("node", sa.String(length=12), nullable=False),
        sa.ForeignKeyConstraint(
            ["recording_id"], ["resource.recording_id"], name=op.f("fk_resource_audience_recording_id")
        ),
        sa.PrimaryKeyConstraint("recording_id", "node", name=op.f("pk_resource_audience")),
    )
    op.create_index(op.f("ix_resource_audience_node"), "resource_audience", ["node"])
    op.create_table(
        "resource_tag",
        sa.Column("recording_id", sa.String(length=12), nullable=False),
        sa.Column("tag", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["recording_id"], ["resource.recording_id"], name=op.f("fk_resource_tag_recording_id")
        ),
        sa.PrimaryKeyConstraint("recording_id", "tag", name=op.f("pk_resource_tag")),
    )
    op.create_index(op.f("ix_resource_tag_tag"), "resource_tag", ["tag"])
    _version()
    op.execute(ADOPT)


def _resource() -> None:
    op.create_table(
        "resource",
        sa.Column("recording_id", sa.String(length=12), nullable=False),
        sa.Column("owner_id", sa.String(length=12), nullable=True),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("description", sa.String(length=4000), nullable=False),
        *(sa.Column(word, sa.String(length=40), nullable=False) for word in ("subject", "grade", "language")),
        sa.Column("curriculum", sa.String(length=200), nullable=False),
        sa.Column("licence", sa.String(length=40), nullable=False),
        sa.Column("scope", sa.String(length=40), nullable=True),
        sa.Column("pupils_picture", sa.Boolean(), nullable=False),
        sa.Column("classroom_sound", sa.Boolean(), nullable=False),
        sa.Column("cover_ms", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        *(
            sa.Column(moment, sa.BigInteger(), nullable=True)
            for moment in ("published_at", "keep_until", "trashed_at", "removed_at")
        ),
        sa.Column("views", sa.Integer(), nullable=False),
        sa.Column("score", sa.Double(), nullable=True),
        sa.Column("scores", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["user_account.id"], name=op.f("fk_resource_owner_id")),
        sa.ForeignKeyConstraint(["recording_id"], ["recording.id"], name=op.f("fk_resource_recording_id")),
        sa.PrimaryKeyConstraint("recording_id", name=op.f("pk_resource")),
    )
    for column in ("owner_id", "published_at", "keep_until", "trashed_at"):
        op.create_index(op.f(f"ix_resource_{column}"), "resource", [column])


def _version() -> None:
    op.create_table(
        "resource_version",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("recording_id", sa.String(length=12), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.String(length=80), nullable=True),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["recording_id"], ["resource.recording_id"], name=op.f("fk_resource_version_recording_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resource_version")),
    )
    op.create_index(op.f("ix_resource_version_recording_id"), "resource_version", ["recording_id"])


def downgrade() -> None:
    for table in ("resource_version", "resource_tag", "resource_audience", "resource"):
        op.drop_table(table)
