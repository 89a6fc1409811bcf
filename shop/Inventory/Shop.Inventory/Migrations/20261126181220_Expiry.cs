using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Shop.Inventory.Migrations
{
    /// <inheritdoc />
    internal sealed partial class Expiry : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "expires_at",
                schema: "inventory",
                table: "reservations",
                type: "timestamp with time zone",
                nullable: false,
                defaultValueSql: "now() + interval '15 minutes'");

            migrationBuilder.CreateIndex(
                name: "ix_reservations_tenant_id_expires_at",
                schema: "inventory",
                table: "reservations",
                columns: new[] { "tenant_id", "expires_at" },
                filter: "state = 'Held'");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_reservations_tenant_id_expires_at",
                schema: "inventory",
                table: "reservations");

            migrationBuilder.DropColumn(
                name: "expires_at",
                schema: "inventory",
                table: "reservations");
        }
    }
}
