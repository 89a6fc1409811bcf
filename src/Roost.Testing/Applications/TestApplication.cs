using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Roost.Operations;
using Roost.Security.Tokens;

namespace Roost.Testing.Applications;

/// <summary>
/// The real application, served by Kestrel on a free port of this machine, with a database of its own.
/// </summary>
/// <typeparam name="TProgram">The application's <c>Program</c> class.</typeparam>
public sealed class TestApplication<TProgram> : IAsyncDisposable
    where TProgram : class
{
    private readonly WebApplicationFactory<TProgram> _factory;

    internal TestApplication(WebApplicationFactory<TProgram> factory)
    {
        _factory = factory;
        factory.UseKestrel(0);
        factory.StartServer();
        Address = factory.ClientOptions.BaseAddress;
    }

    /// <summary>Where it is served.</summary>
    public Uri Address { get; }

    /// <summary>Its services.</summary>
    public IServiceProvider Services => _factory.Services;

    /// <summary>A client that has not signed in.</summary>
    /// <param name="tenant">What it names in the <c>X-Tenant</c> header, if anything.</param>
    public HttpClient CreateClient(string? tenant = null)
    {
        // No pool is shared with other clients, and cookies are nobody's business here. Whoever wants to hear first whether a body is welcome hears it, on a busy machine as well.
        var client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, Expect100ContinueTimeout = TimeSpan.FromMinutes(1) }) { BaseAddress = Address };
        if (tenant is not null)
        {
            client.DefaultRequestHeaders.Add("X-Tenant", tenant);
        }

        return client;
    }

    /// <summary>A client with an access token for anyone, without signing in.</summary>
    public HttpClient CreateClient(TenantId? tenant, Guid principal, params string[] roles)
    {
        var client = CreateClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", MintToken(tenant, principal, roles));
        return client;
    }

    /// <summary>An access token for anyone.</summary>
    public string MintToken(TenantId? tenant, Guid principal, params string[] roles) =>
        Services.GetRequiredService<IAccessTokenIssuer>().Issue(new AccessTokenRequest { Subject = principal, TenantId = tenant?.Value, Roles = roles }).Value;

    /// <summary>Runs work inside the application as an operation of its own.</summary>
    public Task<T> RunAsync<T>(CallContext context, Func<IServiceProvider, Task<T>> work) =>
        Services.GetRequiredService<IOperations>().RunAsync(context, (services, _) => work(services));

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _factory.DisposeAsync();
}
