using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Shop.Payments.Migrations
{
    /// <inheritdoc />
    internal sealed partial class Ledger : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropCheckConstraint(
                name: "ck_payments_amounts",
                schema: "payments",
                table: "payments");

            migrationBuilder.AddColumn<long>(
                name: "authorized",
                schema: "payments",
                table: "payments",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "capture_amount",
                schema: "payments",
                table: "payments",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "capture_operation_id",
                schema: "payments",
                table: "payments",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "void_operation_id",
                schema: "payments",
                table: "payments",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "ledger_differences",
                schema: "payments",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false, defaultValueSql: "NULLIF(current_setting('app.tenant', true), '')::uuid"),
                    kind = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    provider_key = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                    type = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    provider_charge_id = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true),
                    currency = table.Column<string>(type: "character(3)", fixedLength: true, maxLength: 3, nullable: false),
                    ledger_amount = table.Column<long>(type: "bigint", nullable: true),
                    provider_amount = table.Column<long>(type: "bigint", nullable: true),
                    occurred_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    found_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    resolved_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ledger_differences", x => new { x.tenant_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "ledger_transactions",
                schema: "payments",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false, defaultValueSql: "NULLIF(current_setting('app.tenant', true), '')::uuid"),
                    kind = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    payment_id = table.Column<Guid>(type: "uuid", nullable: false),
                    operation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    provider_key = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true),
                    reverses = table.Column<Guid>(type: "uuid", nullable: true),
                    reason = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    recorded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    recorded_in = table.Column<ulong>(type: "xid8", nullable: false, defaultValueSql: "pg_current_xact_id()")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ledger_transactions", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_ledger_transactions_reversal", "(kind = 'Reversal') = (reverses IS NOT NULL)");
                    table.ForeignKey(
                        name: "fk_ledger_transactions_payments_tenant_id_payment_id",
                        columns: x => new { x.tenant_id, x.payment_id },
                        principalSchema: "payments",
                        principalTable: "payments",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                },
                comment: "append-only: the ledger; what is wrong is reversed");

            migrationBuilder.CreateTable(
                name: "ledger_entries",
                schema: "payments",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false, defaultValueSql: "NULLIF(current_setting('app.tenant', true), '')::uuid"),
                    transaction_id = table.Column<Guid>(type: "uuid", nullable: false),
                    account = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    currency = table.Column<string>(type: "character(3)", fixedLength: true, maxLength: 3, nullable: false),
                    debit = table.Column<long>(type: "bigint", nullable: false),
                    credit = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ledger_entries", x => new { x.tenant_id, x.id });
                    table.CheckConstraint("ck_ledger_entries_account", "account IN ('provider_holds', 'provider_receivable', 'customer_holds', 'sales', 'refunds')");
                    table.CheckConstraint("ck_ledger_entries_one_side", "debit >= 0 AND credit >= 0 AND (debit = 0) <> (credit = 0)");
                    table.ForeignKey(
                        name: "fk_ledger_entries_ledger_transactions_tenant_id_transaction_id",
                        columns: x => new { x.tenant_id, x.transaction_id },
                        principalSchema: "payments",
                        principalTable: "ledger_transactions",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                },
                comment: "append-only: the ledger; what is wrong is reversed");

            migrationBuilder.CreateIndex(
                name: "ix_payments_tenant_id_provider_charge_id",
                schema: "payments",
                table: "payments",
                columns: new[] { "tenant_id", "provider_charge_id" });

            migrationBuilder.AddCheckConstraint(
                name: "ck_payments_amounts",
                schema: "payments",
                table: "payments",
                sql: "0 <= refunded AND refunded <= captured AND captured <= COALESCE(authorized, amount) AND authorized <= amount");

            migrationBuilder.CreateIndex(
                name: "ix_ledger_differences_tenant_id_provider_key",
                schema: "payments",
                table: "ledger_differences",
                columns: new[] { "tenant_id", "provider_key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_ledger_entries_tenant_id_account_id",
                schema: "payments",
                table: "ledger_entries",
                columns: new[] { "tenant_id", "account", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_ledger_entries_tenant_id_transaction_id",
                schema: "payments",
                table: "ledger_entries",
                columns: new[] { "tenant_id", "transaction_id" });

            migrationBuilder.CreateIndex(
                name: "ix_ledger_transactions_tenant_id_payment_id_kind_operation_id",
                schema: "payments",
                table: "ledger_transactions",
                columns: new[] { "tenant_id", "payment_id", "kind", "operation_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_ledger_transactions_tenant_id_provider_key",
                schema: "payments",
                table: "ledger_transactions",
                columns: new[] { "tenant_id", "provider_key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_ledger_transactions_tenant_id_recorded_at",
                schema: "payments",
                table: "ledger_transactions",
                columns: new[] { "tenant_id", "recorded_at" });

            migrationBuilder.CreateIndex(
                name: "ix_ledger_transactions_tenant_id_reverses",
                schema: "payments",
                table: "ledger_transactions",
                columns: new[] { "tenant_id", "reverses" },
                unique: true);

            foreach (var statement in LedgerRules.Unbound(LedgerRules.Opening))
            {
                migrationBuilder.Sql(statement);
            }

            migrationBuilder.Sql(LedgerRules.Entries);
            migrationBuilder.Sql(LedgerRules.Transactions);
            migrationBuilder.Sql(LedgerRules.Reversals);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ledger_differences",
                schema: "payments");

            migrationBuilder.DropTable(
                name: "ledger_entries",
                schema: "payments");

            migrationBuilder.DropTable(
                name: "ledger_transactions",
                schema: "payments");

            migrationBuilder.DropIndex(
                name: "ix_payments_tenant_id_provider_charge_id",
                schema: "payments",
                table: "payments");

            migrationBuilder.DropCheckConstraint(
                name: "ck_payments_amounts",
                schema: "payments",
                table: "payments");

            migrationBuilder.DropColumn(
                name: "authorized",
                schema: "payments",
                table: "payments");

            migrationBuilder.DropColumn(
                name: "capture_amount",
                schema: "payments",
                table: "payments");

            migrationBuilder.DropColumn(
                name: "capture_operation_id",
                schema: "payments",
                table: "payments");

            migrationBuilder.DropColumn(
                name: "void_operation_id",
                schema: "payments",
                table: "payments");

            migrationBuilder.AddCheckConstraint(
                name: "ck_payments_amounts",
                schema: "payments",
                table: "payments",
                sql: "0 <= refunded AND refunded <= captured AND captured <= amount");

            migrationBuilder.Sql(LedgerRules.Gone);
        }
    }
}
