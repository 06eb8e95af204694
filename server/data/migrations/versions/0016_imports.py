"""Films that are brought in, and who has ordered a job."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("job", sa.Column("by", sa.String(length=80), nullable=True))
    op.create_index(op.f("ix_job_by"), "job", ["by"])
    op.create_table(
        "import",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("by", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("length", sa.BigInteger(), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("recording_id", sa.String(length=12), nullable=True),
        sa.ForeignKeyConstraint(["recording_id"], ["recording.id"], name=op.f("fk_import_recording_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import")),
    )
    op.create_index(op.f("ix_import_by"), "import", ["by"])
    op.create_index(op.f("ix_import_sha256"), "import", ["sha256"])


def downgrade() -> None:
    op.drop_table("import")
    op.drop_index(op.f("ix_job_by"), table_name="job")
    op.drop_column("job", "by")
