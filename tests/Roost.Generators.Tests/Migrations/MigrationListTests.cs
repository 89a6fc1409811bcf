using Roost.Generators.Tests.Compiling;

namespace Roost.Generators.Tests.Migrations;

public sealed class MigrationListTests
{
    private const string EntityFramework = """
        namespace Microsoft.EntityFrameworkCore.Migrations
        {
            [AttributeUsage(AttributeTargets.Class)]
            internal sealed class MigrationAttribute(string id) : Attribute
            {
                public string Id { get; } = id;
            }
        }
        """;

    [Fact]
    public void Migrations_are_listed_in_their_order()
    {
        var model = Generation.Of(Assembly.Module("Shop.Orders", EntityFramework + """
            namespace Shop.Orders
            {
                using Microsoft.EntityFrameworkCore.Migrations;

                [Migration("20260102000000_Later")]
                internal partial class Later;

                [Migration("20260101000000_First")]
                internal sealed class First;

                internal partial class Later { private const string Text = "not a second migration"; }
            }
            """)).Model();

        model.Migrations.ShouldBe(["20260101000000_First", "20260102000000_Later"]);
        model.Contracts.ShouldBeEmpty();
    }

    [Fact]
    public void An_assembly_with_nothing_to_generate_for_stays_as_it_is()
    {
        Generation.Of(Assembly.Module("Shop.Orders", "namespace Shop.Orders; internal sealed class Nothing;")).Files.ShouldBeEmpty();
    }
}
