using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Shop.Orders.Migrations
{
    /// <inheritdoc />
    internal sealed partial class SaleTimes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "cancelled_at",
                schema: "orders",
                table: "orders",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "confirmed_at",
                schema: "orders",
                table: "orders",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_orders_tenant_id_confirmed_at_id",
                schema: "orders",
                table: "orders",
                columns: new[] { "tenant_id", "confirmed_at", "id" });

            // When these were confirmed nobody has written down; a checkout takes seconds. The owner, too, sees rows of one tenant only while row-level security is forced.
            migrationBuilder.Sql("""
                ALTER TABLE orders.orders NO FORCE ROW LEVEL SECURITY;
                UPDATE orders.orders
                SET confirmed_at = created_at, cancelled_at = CASE WHEN status = 'Cancelled' THEN created_at END
                WHERE payment_id IS NOT NULL;
                ALTER TABLE orders.orders FORCE ROW LEVEL SECURITY;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_orders_tenant_id_confirmed_at_id",
                schema: "orders",
                table: "orders");

            migrationBuilder.DropColumn(
                name: "cancelled_at",
                schema: "orders",
                table: "orders");

            migrationBuilder.DropColumn(
                name: "confirmed_at",
                schema: "orders",
                table: "orders");
        }
    }
}
