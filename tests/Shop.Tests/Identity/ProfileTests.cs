using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Roost;
using Roost.Testing.Databases;
using Roost.Testing.Modules;
using Shop.Users;
using Shop.Users.Contracts;

namespace Shop.Tests.Identity;

public sealed class ProfileTests(PostgresServer server)
{
    private readonly TenantId _tenant = TenantId.New();
    private readonly Guid _ada = Guid.CreateVersion7();

    [Fact]
    public async Task A_name_is_changed_by_whoever_knows_the_present_version()
    {
        await using var users = await StartAsync();
        using var ada = users.CreateClient(_tenant, _ada, Roles.Customer);

        using var missing = await ada.PatchAsJsonAsync("/v1/users/me", new { name = "Ada Lovelace" });
        using var stale = await PatchAsync(ada, "\"7\"", new { name = "Ada Lovelace" });
        using var right = await PatchAsync(ada, "\"1\"", new { name = "Ada Lovelace" });
        var me = await ada.GetFromJsonAsync<JsonElement>("/v1/users/me");

        missing.StatusCode.ShouldBe(HttpStatusCode.PreconditionRequired);
        stale.StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        right.Headers.ETag!.Tag.ShouldBe("\"2\"");
        me.GetProperty("name").GetString().ShouldBe("Ada Lovelace");
    }

    [Theory]
    [InlineData("role", "owner")]
    [InlineData("email", "eve@example.com")]
    [InlineData("name", " ")]
    [InlineData("name", "a\0b")]
    public async Task Role_and_address_cannot_be_changed_and_names_are_text(string field, string value)
    {
        await using var users = await StartAsync();
        using var ada = users.CreateClient(_tenant, _ada, Roles.Customer);

        using var answer = await PatchAsync(ada, "\"1\"", new Dictionary<string, string> { [field] = value });

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Somebody_of_another_shop_is_not_found()
    {
        await using var users = await StartAsync();
        using var stranger = users.CreateClient(TenantId.New(), _ada, Roles.Customer);

        using var answer = await stranger.GetAsync("/v1/users/me");
        var found = await users.CallAsync<IUsers, Result<UserSnapshot>>(TenantId.New(), u => u.FindAsync(new(_ada), CancellationToken.None));

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        found.Error!.Code.ShouldBe("users.not_found");
    }

    [Fact]
    public async Task A_repeated_creation_adds_nothing_and_another_address_is_refused()
    {
        await using var users = await StartAsync();

        var again = await CreateAsync(users, "ada@example.com");
        var other = await CreateAsync(users, "eve@example.com");

        again.IsSuccess.ShouldBeTrue();
        other.Error!.Code.ShouldBe("users.operation_reused");
    }

    private async Task<ModuleHost> StartAsync()
    {
        var users = await new ModuleHostBuilder<UsersModule>(server)
            // No load balancer needs to notice.
            .With("Roost:Edge:DrainDelay", "00:00:00")
            .WithServices(services => services.AddAuthorizationBuilder()
                .AddPolicy(Policies.SignedIn, policy => policy.RequireAuthenticatedUser()))
            .StartAsync();
        (await CreateAsync(users, "ada@example.com")).IsSuccess.ShouldBeTrue();
        return users;
    }

    private Task<Result<UserSnapshot>> CreateAsync(ModuleHost users, string email) => users.CallAsync<IUsers, Result<UserSnapshot>>(
        _tenant, u => u.CreateAsync(new(_ada, email, "Ada", Roles.Customer), CancellationToken.None));

    private static async Task<HttpResponseMessage> PatchAsync(HttpClient client, string version, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, "/v1/users/me") { Content = JsonContent.Create(body) };
        request.Headers.Add("If-Match", version);
        return await client.SendAsync(request);
    }
}
