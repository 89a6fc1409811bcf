using System.Net;
using System.Text.RegularExpressions;

namespace Shop.Shapes.Tests.Edge;

/// <summary>What the shop says of itself, and whether it keeps to it.</summary>
public sealed partial class DocumentTests(ShopUnderTest shop)
{
    [Fact]
    public async Task The_document_names_the_addresses_of_every_module()
    {
        using var anyone = shop.Visitor(null);

        var operations = await Operation.AllAsync(anyone);

        operations.Select(operation => operation.Module).Distinct()
            .ShouldBe(["tenants", "auth", "users", "catalog", "inventory", "orders", "payments", "webhooks", "jobs", "reports", "job-operations"], ignoreOrder: true);
        operations.Select(operation => operation.Path).ShouldAllBe(path => path.StartsWith("/v1/"));
    }

    [Fact]
    public async Task Whatever_needs_a_token_is_refused_without_one()
    {
        using var visitor = shop.Visitor();
        var operations = (await Operation.AllAsync(visitor)).Where(operation => operation.NeedsToken).ToList();

        var answers = await AskAsync(visitor, operations);

        operations.Count.ShouldBeGreaterThan(40);
        answers.Where(answer => answer.Value.Code != "auth.required").Select(Line).ShouldBeEmpty();
    }

    [Fact]
    public async Task Whatever_the_document_names_is_there()
    {
        using var owner = await shop.SignInAsync("owner");

        var answers = await AskAsync(owner, await Operation.AllAsync(owner));

        answers.Where(answer => answer.Value.Code is "route.unknown" or "route.method_not_allowed" or "auth.required" || answer.Value.Status >= HttpStatusCode.InternalServerError)
            .Select(Line).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_page_shows_the_document_and_has_all_that_it_needs()
    {
        using var anyone = shop.Visitor(null);

        (await anyone.GetAsync("/")).ShouldBe(HttpStatusCode.Redirect).Headers["Location"].ShouldBe("/docs");
        var page = (await anyone.GetAsync("/docs/index.html")).ShouldBe(HttpStatusCode.OK);

        page.Headers["Content-Type"].ShouldStartWith("text/html");
        page.Headers["Content-Security-Policy"].ShouldContain("frame-ancestors 'none'");
        var parts = Part().Matches(page.Text).Select(match => match.Groups[1].Value).Where(part => !part.Contains(':')).ToList();
        parts.ShouldNotBeEmpty();
        foreach (var part in parts)
        {
            (await anyone.GetAsync($"/docs/{part}")).ShouldBe(HttpStatusCode.OK);
        }
    }

    private static async Task<Dictionary<Operation, Answer>> AskAsync(Person person, IEnumerable<Operation> operations)
    {
        Dictionary<Operation, Answer> answers = [];
        foreach (var operation in operations)
        {
            answers[operation] = await person.AskAsync(operation.Method, operation.Path, null);
        }

        return answers;
    }

    private static string Line(KeyValuePair<Operation, Answer> answer) => $"{answer.Key}: {answer.Value.Status} {answer.Value.Text}";

    [GeneratedRegex("(?:src|href)=\"([^\"]+)\"")]
    private static partial Regex Part();
}
