"""Cameras, encoders and recording hosts of classrooms."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "camera",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("classroom_id", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("sound", sa.Boolean(), nullable=False),
        sa.Column("address", sa.String(length=500), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["classroom_id"], ["classroom.id"], name=op.f("fk_camera_classroom_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_camera")),
        sa.UniqueConstraint("classroom_id", "kind", name=op.f("uq_camera_classroom_id_kind")),
    )


def downgrade() -> None:
    op.drop_table("camera")
