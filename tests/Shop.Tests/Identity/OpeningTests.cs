using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Roost;
using Roost.Testing.Clocks;
using Roost.Testing.Databases;
using Roost.Testing.Modules;
using Shop.Auth.Contracts;
using Shop.Tenants;

namespace Shop.Tests.Identity;

public sealed class OpeningTests(PostgresServer server)
{
    private readonly FakeAuth _auth = new();
    private readonly ManualClock _clock = new();

    [Fact]
    public async Task A_new_shop_can_be_looked_up_and_has_an_owner()
    {
        await using var host = await StartAsync();
        using var merchant = host.CreateClient(tenant: null, Guid.CreateVersion7());

        using var answer = await OpenAsync(merchant);
        var found = await merchant.GetFromJsonAsync<JsonElement>(answer.Headers.Location);

        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        found.GetProperty("slug").GetString().ShouldBe("blue-door");
        _auth.Owners.Values.ShouldHaveSingleItem().Role.ShouldBe(Roles.Owner);
    }

    [Fact]
    public async Task Of_twenty_merchants_who_want_one_slug_one_gets_it()
    {
        await using var host = await StartAsync();
        using var merchant = host.CreateClient(tenant: null, Guid.CreateVersion7());

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => OpenAsync(merchant, $"merchant{i}@example.com")));

        answers.Count(answer => answer.StatusCode == HttpStatusCode.Created).ShouldBe(1);
        answers.Count(answer => answer.StatusCode == HttpStatusCode.Conflict).ShouldBe(19);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task After_a_crash_the_same_merchant_goes_on_and_nobody_else_gets_in_between(bool ownerWasRegistered)
    {
        await using var host = await StartAsync();
        using var merchant = host.CreateClient(tenant: null, Guid.CreateVersion7());
        await CrashAsync(merchant, ownerWasRegistered);

        using var visitor = await merchant.GetAsync("/v1/tenants/blue-door");
        using var other = await OpenAsync(merchant, "eve@example.com");
        using var again = await OpenAsync(merchant);

        visitor.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        other.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        again.StatusCode.ShouldBe(HttpStatusCode.Created);
        _auth.Owners.Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_owner_who_is_registered_already_keeps_the_first_password()
    {
        await using var host = await StartAsync();
        using var merchant = host.CreateClient(tenant: null, Guid.CreateVersion7());
        await CrashAsync(merchant, ownerWasRegistered: true);

        using var guess = await OpenAsync(merchant, password: "somebody else's guess");
        using var right = await OpenAsync(merchant);

        guess.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        right.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_slug_that_nobody_came_back_for_is_free_after_ten_minutes()
    {
        await using var host = await StartAsync();
        using var merchant = host.CreateClient(tenant: null, Guid.CreateVersion7());
        await CrashAsync(merchant, ownerWasRegistered: true);

        _clock.Advance(TimeSpan.FromMinutes(10));
        using var other = await OpenAsync(merchant, "bob@example.com", "a password of Bob's");

        other.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_refused_owner_leaves_the_slug_free_and_is_told_in_the_words_of_the_request()
    {
        await using var host = await StartAsync();
        using var merchant = host.CreateClient(tenant: null, Guid.CreateVersion7());
        _auth.Before = () => Error.Invalid(new Dictionary<string, string[]> { ["password"] = ["is too short"] });
        using var refused = await OpenAsync(merchant);

        _auth.Before = () => null;
        using var other = await OpenAsync(merchant, "bob@example.com");

        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").TryGetProperty("ownerPassword", out _).ShouldBeTrue();
        other.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("short", "is too short")]
    [InlineData("a password of Ada's", "is refused")]
    public async Task A_refusal_takes_no_claim_away_from_the_same_merchants_other_try(string password, string fault)
    {
        await using var host = await StartAsync();
        using var merchant = host.CreateClient(tenant: null, Guid.CreateVersion7());
        HttpResponseMessage? refused = null;
        _auth.Before = () =>
        {
            // While the first is registering the owner, the second comes and goes.
            _auth.Before = () => Error.Invalid(new Dictionary<string, string[]> { ["password"] = [fault] });
            refused = OpenAsync(merchant, password: password).GetAwaiter().GetResult();
            _auth.Before = () => null;
            return null;
        };

        using var opened = await OpenAsync(merchant);

        refused!.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").TryGetProperty("ownerPassword", out _).ShouldBeTrue();
        opened.StatusCode.ShouldBe(HttpStatusCode.Created);
        refused.Dispose();
    }

    [Fact]
    public async Task A_weak_password_claims_nothing()
    {
        await using var host = await StartAsync();
        using var merchant = host.CreateClient(tenant: null, Guid.CreateVersion7());
        using var weak = await OpenAsync(merchant, password: "short");

        (weak.StatusCode, _auth.Owners.Count).ShouldBe((HttpStatusCode.BadRequest, 0));
    }

    [Theory]
    [InlineData("aaaaaaaaaa", 240)]
    [InlineData("a\U0001F600\U0001F600\U0001F600\U0001F600", 240)]
    public async Task An_owner_with_a_long_address_is_called_by_as_much_of_it_as_a_name_may_have(string part, int length)
    {
        await using var host = await StartAsync();
        using var merchant = host.CreateClient(tenant: null, Guid.CreateVersion7());
        var local = string.Concat(Enumerable.Repeat(part, length / part.Length));

        using var answer = await OpenAsync(merchant, $"{local}@example.com");

        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        var name = _auth.Owners.Values.ShouldHaveSingleItem().Name;
        name.Length.ShouldBeInRange(199, 200);
        local.ShouldStartWith(name);
        char.IsHighSurrogate(name[^1]).ShouldBeFalse();
    }

    [Theory]
    [InlineData("ab")]
    [InlineData("Blue")]
    [InlineData("-blue")]
    [InlineData("blue-")]
    [InlineData("blue_door")]
    [InlineData("blue\n")]
    [InlineData("admin")]
    [InlineData("xn--blue")]
    public async Task A_slug_that_is_no_host_name_or_is_reserved_is_refused(string slug)
    {
        await using var host = await StartAsync();
        using var merchant = host.CreateClient(tenant: null, Guid.CreateVersion7());

        using var answer = await OpenAsync(merchant, slug: slug);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    private static Task<HttpResponseMessage> OpenAsync(
        HttpClient merchant, string email = "ada@example.com", string password = "a password of Ada's", string slug = "blue-door") =>
        merchant.PostAsJsonAsync("/v1/tenants", new { slug, name = "The Blue Door", ownerEmail = email, ownerPassword = password });

    private async Task CrashAsync(HttpClient merchant, bool ownerWasRegistered)
    {
        if (ownerWasRegistered)
        {
            _auth.After = () => throw new InvalidOperationException("A crash.");
        }
        else
        {
            _auth.Before = () => throw new InvalidOperationException("A crash.");
        }

        using var answer = await OpenAsync(merchant);
        answer.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        (_auth.Before, _auth.After) = (() => null, () => { });
    }

    private Task<ModuleHost> StartAsync() => new ModuleHostBuilder<TenantsModule>(server)
        .Fake<IAuth>(_auth)
        // No load balancer needs to notice.
        .With("Roost:Edge:DrainDelay", "00:00:00")
        .With("Roost:RateLimits:SignIn:Permits", "1000000")
        .WithServices(services => services.AddSingleton<TimeProvider>(_clock))
        .StartAsync();
}
