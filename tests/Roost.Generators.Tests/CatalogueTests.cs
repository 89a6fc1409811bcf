using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Roost.Generators.Diagnostics;
using Roost.Generators.Tests.Compiling;

namespace Roost.Generators.Tests;

public sealed class CatalogueTests
{
    private static readonly string[] Sections = ["## Why", "## Bad", "## Good"];

    [Fact]
    public void Every_rule_has_a_page_and_every_page_a_rule()
    {
        var pages = Directory.GetFiles(Docs(), "ROOST*.md").Select(p => Path.GetFileNameWithoutExtension(p)!);

        pages.Order(StringComparer.Ordinal).ShouldBe(Catalogue.All.Select(r => r.Id).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_page_bears_its_rules_title_says_why_and_shows_both_ways(string id)
    {
        var rule = Catalogue.Find(id);
        var page = File.ReadAllText(Path.Combine(Docs(), $"{id}.md"));

        page.ShouldStartWith($"# {id}: {rule.Title}\n");
        Sections.Where(s => !page.Contains($"\n{s}\n", StringComparison.Ordinal)).ShouldBeEmpty();
        File.ReadAllText(Path.Combine(Docs(), "README.md")).ShouldContain($"| [{id}]({id}.md) | {rule.Title} |");
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_rule_is_an_error_with_a_remedy_and_a_link(string id)
    {
        var rule = Catalogue.Find(id);

        rule.DefaultSeverity.ShouldBe(DiagnosticSeverity.Error);
        rule.IsEnabledByDefault.ShouldBeTrue();
        rule.Category.ShouldBe("Roost");
        rule.HelpLinkUri.ShouldEndWith($"/docs/diagnostics/{id}.md");
        rule.Description.ToString().ShouldNotBeEmpty();
        rule.MessageFormat.ToString().ShouldMatch(@"\. (\{\d\}|[A-Z].*)$");
    }

    [Fact]
    public void Every_rule_is_reported_by_someone() =>
        Catalogue.All.Except(Analysis.Analyzers.SelectMany(a => a.SupportedDiagnostics)).Select(r => r.Id).ShouldBe([Catalogue.UnreachableValidation.Id]);

    [Fact]
    public void Every_rule_has_a_test_that_names_it()
    {
        var tests = Directory.GetFiles(Path.GetDirectoryName(Here())!, "*Tests.cs", SearchOption.AllDirectories).Select(File.ReadAllText).ToList();

        Catalogue.All.Where(r => !tests.Exists(t => t.Contains($"error {r.Id}: ", StringComparison.Ordinal))).Select(r => r.Id).ShouldBeEmpty();
    }

    public static TheoryData<string> Ids() => [.. Catalogue.All.Select(r => r.Id)];

    private static string Docs() => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "../../docs/diagnostics"));

    private static string Here([CallerFilePath] string path = "") => path;
}
