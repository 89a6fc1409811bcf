using System.Collections.Concurrent;
using System.Net;

namespace Shop.Shapes.Tests;

/// <summary>The people of the demo shops, whose password the summary of <c>./roost up</c> shows.</summary>
internal static class People
{
    private const string Password = "roost-demo-only";
    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> Tokens = new(StringComparer.Ordinal);

    public static Person Visitor(this ShopUnderTest shop, string? name = "acme") => new(shop.Address, name);

    /// <summary>Somebody who works or buys in a demo shop.</summary>
    /// <param name="shop">The system.</param>
    /// <param name="role">owner, staff or customer.</param>
    /// <param name="name">acme or globex.</param>
    public static async Task<Person> SignInAsync(this ShopUnderTest shop, string role, string name = "acme") =>
        new(shop.Address, null, await Tokens.GetOrAdd($"{role}@{name}.example", email => new(() => TokenAsync(shop, name, email))).Value);

    private static async Task<string> TokenAsync(ShopUnderTest shop, string name, string email)
    {
        using var visitor = shop.Visitor(name);
        var answer = await visitor.PostAsync("/v1/auth/login", new { email, password = Password });
        return answer.ShouldBe(HttpStatusCode.OK).Body.GetProperty("accessToken").GetString()!;
    }
}
