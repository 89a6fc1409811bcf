using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Roost.Edge.Tenancy;
using Roost.Postgres.UnitsOfWork;
using Roost.Testing.Clocks;
using Roost.Testing.Databases;
using Roost.Testing.Modules;
using Shop.Auth;
using Shop.Users.Contracts;

namespace Shop.Tests.Identity;

/// <summary>The module of auth alone, and a visitor in front of it.</summary>
internal sealed class SignInDesk : IAsyncDisposable
{
    public const string Password = "a password of Ada's";

    private readonly ModuleHost _host;

    private SignInDesk(ModuleHost host, FakeUsers users, ManualClock clock, TwoTenants tenants)
    {
        (_host, Users, Clock, Tenants) = (host, users, clock, tenants);
        Visitor = CreateVisitor("here");
    }

    public FakeUsers Users { get; }

    public ManualClock Clock { get; }

    public TwoTenants Tenants { get; }

    public ModuleHost Host => _host;

    public HttpClient Visitor { get; }

    public static async Task<SignInDesk> OpenAsync(PostgresServer server, params (string Key, string Value)[] settings)
    {
        var (users, clock, tenants) = (new FakeUsers(), new ManualClock(), new TwoTenants());
        var builder = new ModuleHostBuilder<AuthModule>(server)
            .Fake<IUsers>(users)
            // No load balancer needs to notice.
            .With("Roost:Edge:DrainDelay", "00:00:00")
            .With("Roost:RateLimits:SignIn:Permits", "1000000")
            .With("Roost:RateLimits:Default:Permits", "1000000")
            .WithServices(services => services.AddSingleton<TimeProvider>(clock).AddSingleton<ITenantResolver>(tenants));
        foreach (var (key, value) in settings)
        {
            builder.With(key, value);
        }

        return new SignInDesk(await builder.StartAsync(), users, clock, tenants);
    }

    public HttpClient CreateVisitor(string tenant) => new() { BaseAddress = _host.Address, DefaultRequestHeaders = { { "X-Tenant", tenant } } };

    public Task<HttpResponseMessage> PostAsync(string action, object body) => Visitor.PostAsJsonAsync($"/v1/auth/{action}", body);

    public async Task RegisterAsync(string email = "ada@example.com")
    {
        using var answer = await PostAsync("register", new { email, password = Password, name = "Ada" });
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
    }

    public async Task<Tokens> SignInAsync(string email = "ada@example.com")
    {
        using var answer = await PostAsync("login", new { email, password = Password });
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<Tokens>())!;
    }

    /// <summary>The status of signing in, and the code of the problem if it is one.</summary>
    public Task<(HttpStatusCode Status, string? Code, Tokens? Tokens)> TrySignInAsync(string password = Password, string email = "ada@example.com", string? deviceToken = null) =>
        AskAsync("login", new { email, password, deviceToken });

    public Task<(HttpStatusCode Status, string? Code, Tokens? Tokens)> RefreshAsync(string refreshToken) => AskAsync("refresh", new { refreshToken });

    /// <summary>Lets all refresh tokens have been used at another time. PostgreSQL's clock follows no other.</summary>
    public Task ShiftUseAsync(TimeSpan by) => _host.RunAsync(Tenants.Here, services =>
        services.GetRequiredService<Sql<AuthModule>>().ExecuteAsync("UPDATE auth.session_tokens SET used_at = used_at + @by WHERE used_at IS NOT NULL", new { by }));

    public async ValueTask DisposeAsync()
    {
        Visitor.Dispose();
        await _host.DisposeAsync();
    }

    private async Task<(HttpStatusCode Status, string? Code, Tokens? Tokens)> AskAsync(string action, object body)
    {
        using var answer = await PostAsync(action, body);
        return answer.IsSuccessStatusCode
            ? (answer.StatusCode, null, await answer.Content.ReadFromJsonAsync<Tokens>())
            : (answer.StatusCode, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString(), null);
    }
}
