using System.Collections.Concurrent;
using System.Net;

namespace Shop.Shapes.Tests;

/// <summary>The people of the demo shops, whose password the summary of <c>./roost up</c> shows, and those that come to them.</summary>
internal static class People
{
    public const string Password = "roost-demo-only";
    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> Tokens = new(StringComparer.Ordinal);

    public static Person Visitor(this ShopUnderTest shop, string? name = "acme") => new(shop.Address, name);

    /// <summary>Somebody who works or buys in a demo shop.</summary>
    /// <param name="shop">The system.</param>
    /// <param name="role">owner, staff or customer.</param>
    /// <param name="name">acme or globex.</param>
    public static async Task<Person> SignInAsync(this ShopUnderTest shop, string role, string name = "acme") =>
        new(shop.Address, null, await Tokens.GetOrAdd($"{role}@{name}.example", email => new(() => TokenAsync(shop, name, email))).Value);

    /// <summary>A customer whom nobody has seen before.</summary>
    public static async Task<Person> RegisterAsync(this ShopUnderTest shop, string name = "acme")
    {
        var email = NewEmail();
        using var visitor = shop.Visitor(name);
        (await visitor.PostAsync("/v1/auth/register", new { email, password = Password, name = "Ada" })).ShouldBe(HttpStatusCode.Created);
        return new(shop.Address, null, await TokenAsync(shop, name, email));
    }

    /// <summary>A new shop, with its owner and a customer.</summary>
    public static async Task<OwnShop> OpenAsync(this ShopUnderTest shop)
    {
        var (slug, ownerEmail) = (NewSlug(), NewEmail());
        using var anyone = shop.Visitor(null);
        (await anyone.PostAsync("/v1/tenants", new { slug, name = "The Blue Door", ownerEmail, ownerPassword = Password })).ShouldBe(HttpStatusCode.Created);
        return new(slug, new(shop.Address, null, await TokenAsync(shop, slug, ownerEmail)), await shop.RegisterAsync(slug));
    }

    public static string NewEmail() => $"{Guid.CreateVersion7():N}@people.example";

    public static string NewSlug() => $"s{Guid.CreateVersion7():N}";

    private static async Task<string> TokenAsync(ShopUnderTest shop, string name, string email)
    {
        using var visitor = shop.Visitor(name);
        var answer = await visitor.PostAsync("/v1/auth/login", new { email, password = Password });
        return answer.ShouldBe(HttpStatusCode.OK).Body.Text("accessToken")!;
    }
}
