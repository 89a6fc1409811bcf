using Microsoft.CodeAnalysis;
using Roost.Generators.Tests.Compiling;

namespace Roost.Generators.Tests.Boundaries;

public sealed class ContractsAssemblyTests
{
    private const string Contract = "namespace Shop; [Contract] public interface IA; [IntegrationEvent(\"a.b\")] public sealed record Happened;";

    [Theory]
    [InlineData("Npgsql", "Npgsql")]
    [InlineData("Npgsql.EntityFrameworkCore.PostgreSQL", "Npgsql")]
    [InlineData("Microsoft.EntityFrameworkCore.Relational", "Microsoft.EntityFrameworkCore")]
    [InlineData("Microsoft.AspNetCore.Http", "Microsoft.AspNetCore.App")]
    [InlineData("Roost.Postgres", "Roost.Postgres")]
    public async Task A_contracts_assembly_refers_to_plain_data_only(string assembly, string named) =>
        (await Analysis.OfAsync(Assembly.Contracts("Shop.Contracts", Contract, Other(assembly)))).ShouldBe(
        [
            $"(1,45): error ROOST1012: Contracts assembly 'Shop.Contracts' refers to '{named}'. " +
            $"Refer to Roost.Abstractions and other assemblies of plain data only, and move what needs '{named}' into the module.",
        ]);

    [Fact]
    public async Task The_host_library_is_too_much_as_well() =>
        (await Analysis.OfAsync(Assembly.Contracts("Shop.Contracts", Contract, References.Roost))).ShouldHaveSingleItem().ShouldContain("refers to 'Roost'.");

    [Fact]
    public async Task Other_data_and_the_framework_are_welcome_and_others_may_refer_to_what_they_like()
    {
        (await Analysis.OfAsync(Assembly.Contracts("Shop.Contracts", Contract, Shop.CatalogContracts, Other("Money")))).ShouldBeEmpty();
        (await Analysis.OfAsync(Assembly.Contracts("Shop.Shared", "internal sealed class Nothing;", Other("Npgsql")))).ShouldBeEmpty();
    }

    private static MetadataReference Other(string assembly) => Assembly.Plain(assembly, "public static class Thing;").AsReference();
}
