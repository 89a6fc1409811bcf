using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Roost.EntityFramework.Contexts;
using Roost.EntityFramework.Conventions;
using Roost.Modules;

namespace Roost.EntityFramework.Tests;

/// <summary>A module with one table.</summary>
[Module("notes")]
public sealed class NotesModule : Module
{
    protected override void Declare(ModuleDeclaration module) => module.Database<NotesDb>();
}

internal sealed class Note : IVersioned
{
    public required Guid Id { get; init; }

    public required string Text { get; set; }

    public long Version { get; private set; }
}

internal sealed class NotesDb(DbContextOptions<NotesDb> options) : ModuleDbContext(options)
{
    public DbSet<Note> Notes => Set<Note>();

    protected override void Configure(ModelBuilder model) => model.Entity<Note>(note => note.HasIndex(n => n.Text).IsUnique());
}

[DbContext(typeof(NotesDb))]
[Migration("20260101000000_Initial")]
internal sealed class Initial : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.EnsureSchema("notes");
        migrationBuilder.CreateTable(
            "notes",
            table => new
            {
                id = table.Column<Guid>(type: "uuid", nullable: false),
                tenant_id = table.Column<Guid>(type: "uuid", nullable: false, defaultValueSql: "NULLIF(current_setting('app.tenant', true), '')::uuid"),
                text = table.Column<string>(type: "text", nullable: false),
                version = table.Column<long>(type: "bigint", nullable: false, defaultValue: 1L),
            },
            schema: "notes",
            constraints: table => table.PrimaryKey("pk_notes", note => new { note.tenant_id, note.id }));
        migrationBuilder.CreateIndex("ix_notes_tenant_id_text", "notes", ["tenant_id", "text"], schema: "notes", unique: true);
    }
}

[DbContext(typeof(NotesDb))]
internal sealed class NotesDbModelSnapshot : ModelSnapshot
{
    protected override void BuildModel(ModelBuilder modelBuilder) => modelBuilder
        .HasDefaultSchema("notes")
        .Entity("Roost.EntityFramework.Tests.Note", note =>
        {
            note.Property<Guid>("TenantId").ValueGeneratedOnAdd().HasColumnName("tenant_id").HasDefaultValueSql("NULLIF(current_setting('app.tenant', true), '')::uuid");
            note.Property<Guid>("Id").HasColumnName("id");
            note.Property<string>("Text").IsRequired().HasColumnName("text");
            note.Property<long>("Version").IsConcurrencyToken().HasColumnName("version");
            note.HasKey("TenantId", "Id").HasName("pk_notes");
            note.HasIndex("TenantId", "Text").IsUnique().HasDatabaseName("ix_notes_tenant_id_text");
            note.ToTable("notes", "notes");
        });
}
