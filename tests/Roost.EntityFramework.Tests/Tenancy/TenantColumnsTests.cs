using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Roost.EntityFramework.Contexts;

namespace Roost.EntityFramework.Tests.Tenancy;

public sealed class TenantColumnsTests
{
    private static readonly string Script = Use(context => context.Database.GenerateCreateScript());

    [Theory]
    [InlineData("""CONSTRAINT pk_shelves PRIMARY KEY (tenant_id, id)""")]
    [InlineData("""CONSTRAINT ak_shelves_tenant_id_code UNIQUE (tenant_id, code)""")]
    [InlineData("""FOREIGN KEY (tenant_id, shelf_code) REFERENCES library.shelves (tenant_id, code)""")]
    [InlineData("""CREATE UNIQUE INDEX ix_by_isbn ON library.books (tenant_id, isbn text_pattern_ops) INCLUDE (title) WHERE isbn <> '';""")]
    [InlineData("""CREATE INDEX ix_books_tags ON library.books USING gin (tags);""")]
    [InlineData("""CREATE INDEX ix_books_tenant_id_title ON library.books (tenant_id, title DESC);""")]
    public void The_tenant_stands_first_and_what_was_said_of_keys_and_indexes_stays(string sql) => Script.ShouldContain(sql);

    [Fact]
    public void No_key_or_unique_index_is_left_without_the_tenant()
    {
        Script.ShouldNotContain("UNIQUE (code");
        Script.ShouldNotContain("(isbn");
        Script.ShouldNotContain("(id)");
    }

    [Fact]
    public void A_table_that_gets_a_tenant_later_gets_its_policy_with_it()
    {
        var column = new AddColumnOperation { Schema = "library", Table = "old", Name = "tenant_id", ClrType = typeof(Guid), ColumnType = "uuid" };

        var commands = Use(context => context.GetService<IMigrationsSqlGenerator>().Generate([column], context.GetService<IDesignTimeModel>().Model)
            .Select(command => command.CommandText.Trim()).ToList());

        commands.Count.ShouldBe(4);
        commands[0].ShouldContain("ADD tenant_id uuid");
        commands[1].ShouldBe("ALTER TABLE library.old ENABLE ROW LEVEL SECURITY;");
        commands[2].ShouldBe("ALTER TABLE library.old FORCE ROW LEVEL SECURITY;");
        commands[3].ShouldStartWith("CREATE POLICY tenant ON library.old");
    }

    private static T Use<T>(Func<LibraryDb, T> use)
    {
        var options = new DbContextOptionsBuilder<LibraryDb>();
        ContextOptions.Configure(options, "library");
        using var context = new LibraryDb(options.Options);
        return use(context);
    }

    private sealed class Shelf
    {
        public Guid Id { get; init; }

        public string Code { get; init; } = "";
    }

    private sealed class Book
    {
        public Guid Id { get; init; }

        public string ShelfCode { get; init; } = "";

        public string Isbn { get; init; } = "";

        public string Title { get; init; } = "";

        public string[] Tags { get; init; } = [];
    }

    private sealed class LibraryDb(DbContextOptions<LibraryDb> options) : ModuleDbContext(options)
    {
        protected override void Configure(ModelBuilder model)
        {
            model.Entity<Shelf>().ToTable("shelves");
            model.Entity<Book>(book =>
            {
                book.ToTable("books");
                book.HasOne<Shelf>().WithMany().HasForeignKey(one => one.ShelfCode).HasPrincipalKey(shelf => shelf.Code);
                book.HasIndex(one => one.Isbn, "ix_by_isbn").IsUnique().HasOperators("text_pattern_ops").IncludeProperties(one => one.Title).HasFilter("isbn <> ''");
                book.HasIndex(one => one.Title).IsDescending();
                book.HasIndex(one => one.Tags).HasMethod("gin");
            });
        }
    }
}
