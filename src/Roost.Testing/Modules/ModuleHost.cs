using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Roost.Operations;
using Roost.Security.Tokens;
using Roost.Testing.Databases;

namespace Roost.Testing.Modules;

/// <summary>One module alone, with its tables in a database of its own, as a role that sees no other module's.</summary>
public sealed class ModuleHost : IAsyncDisposable
{
    private readonly WebApplication _application;

    internal ModuleHost(WebApplication application, TestDatabase database)
    {
        _application = application;
        Database = database;
    }

    /// <summary>Its database.</summary>
    public TestDatabase Database { get; }

    /// <summary>The host's services.</summary>
    public IServiceProvider Services => _application.Services;

    /// <summary>Where its endpoints are served.</summary>
    public Uri Address => new(_application.Urls.First());

    /// <summary>Calls a contract of the module as a tenant, as another module would.</summary>
    public Task<TResult> CallAsync<TContract, TResult>(TenantId tenant, Func<TContract, Task<TResult>> call)
        where TContract : class =>
        RunAsync(tenant, services => call(services.GetRequiredService<TContract>()));

    /// <summary>Runs work as a tenant, as an operation of its own.</summary>
    public Task<T> RunAsync<T>(TenantId? tenant, Func<IServiceProvider, Task<T>> work) =>
        Services.GetRequiredService<IOperations>().RunAsync(new CallContext(tenant, Principal.System, "test"), (services, _) => work(services));

    /// <summary>A client with an access token for anyone, without signing in.</summary>
    public HttpClient CreateClient(TenantId? tenant, Guid principal, params string[] roles)
    {
        var token = Services.GetRequiredService<IAccessTokenIssuer>().Issue(new AccessTokenRequest { Subject = principal, TenantId = tenant?.Value, Roles = roles });
        return new HttpClient { BaseAddress = Address, DefaultRequestHeaders = { Authorization = new("Bearer", token.Value) } };
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync();
        await _application.DisposeAsync();
        await Database.DisposeAsync();
    }
}
