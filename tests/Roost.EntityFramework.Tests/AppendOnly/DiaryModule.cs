using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Roost.EntityFramework.AppendOnly;
using Roost.EntityFramework.Contexts;
using Roost.Modules;

namespace Roost.EntityFramework.Tests.AppendOnly;

/// <summary>A module with a table that is only added to, and one like any other.</summary>
[Module("diary")]
public sealed class DiaryModule : Module
{
    protected override void Declare(ModuleDeclaration module) => module.Database<DiaryDb>();
}

internal sealed class Day
{
    public required Guid Id { get; init; }

    public required string Text { get; set; }
}

internal sealed class Draft
{
    public required Guid Id { get; init; }

    public required string Text { get; set; }
}

internal sealed class DiaryDb(DbContextOptions<DiaryDb> options) : ModuleDbContext(options)
{
    public const string Why = "what was written stays written";

    public DbSet<Day> Days => Set<Day>();

    public DbSet<Draft> Drafts => Set<Draft>();

    protected override void Configure(ModelBuilder model)
    {
        model.Entity<Day>().IsAppendOnly(Why);
        model.Entity<Draft>();
    }
}

[DbContext(typeof(DiaryDb))]
[Migration("20260101000000_Initial")]
internal sealed class Initial : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.EnsureSchema("diary");
        foreach (var (table, comment) in new[] { ("days", $"append-only: {DiaryDb.Why}"), ("drafts", null) })
        {
            migrationBuilder.CreateTable(
                table,
                columns => new
                {
                    id = columns.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = columns.Column<Guid>(type: "uuid", nullable: false, defaultValueSql: "NULLIF(current_setting('app.tenant', true), '')::uuid"),
                    text = columns.Column<string>(type: "text", nullable: false),
                },
                schema: "diary",
                constraints: made => made.PrimaryKey($"pk_{table}", row => new { row.tenant_id, row.id }),
                comment: comment);
        }
    }
}

[DbContext(typeof(DiaryDb))]
internal sealed class DiaryDbModelSnapshot : ModelSnapshot
{
    protected override void BuildModel(ModelBuilder modelBuilder)
    {
        modelBuilder.HasDefaultSchema("diary");
        foreach (var (type, table, comment) in new[] { ("Day", "days", $"append-only: {DiaryDb.Why}"), ("Draft", "drafts", null) })
        {
            modelBuilder.Entity($"Roost.EntityFramework.Tests.AppendOnly.{type}", row =>
            {
                row.Property<Guid>("TenantId").ValueGeneratedOnAdd().HasColumnName("tenant_id").HasDefaultValueSql("NULLIF(current_setting('app.tenant', true), '')::uuid");
                row.Property<Guid>("Id").HasColumnName("id");
                row.Property<string>("Text").IsRequired().HasColumnName("text");
                row.HasKey("TenantId", "Id").HasName($"pk_{table}");
                row.ToTable(table, "diary", made => made.HasComment(comment));
            });
        }
    }
}
