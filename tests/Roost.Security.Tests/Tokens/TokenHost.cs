using System.Collections.Concurrent;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Roost.Security.Tokens;

namespace Roost.Security.Tests.Tokens;

/// <summary>An application of its own on Kestrel, with a page for anyone, one for the signed in, one for owners, and the keys.</summary>
public sealed class TokenHost : IAsyncLifetime
{
    private readonly WebApplication _application;

    public TokenHost()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddProvider(Logs).SetMinimumLevel(LogLevel.Trace);
        builder.Configuration.AddInMemoryCollection([KeyValuePair.Create("Roost:Tokens:SigningKey", (string?)SigningKeyPem.Create())]);
        builder.Services.AddRoostTokens().AddProblemDetails().AddAuthorization();
        _application = builder.Build();
        _application.UseAuthentication();
        _application.UseAuthorization();
        _application.MapGet("/open", (HttpContext context) => context.User.Identity?.IsAuthenticated == true ? "known" : "anyone");
        _application.MapGet("/private", (HttpContext context) => context.User.Claims.Select(claim => $"{claim.Type}={claim.Value}")).RequireAuthorization();
        _application.MapGet("/owners", () => "owner").RequireAuthorization(policy => policy.RequireRole("owner"));
        _application.MapGet("/added", (HttpContext context) =>
        {
            context.User.AddIdentity(new System.Security.Claims.ClaimsIdentity([new("roles", "added")]));
            return context.User.FindAll("roles").Count();
        }).RequireAuthorization();
        _application.MapJwks();
    }

    public LogCollector Logs { get; } = new();

    public HttpClient Client { get; } = new();

    public IAccessTokenIssuer Issuer => _application.Services.GetRequiredService<IAccessTokenIssuer>();

    public async ValueTask InitializeAsync()
    {
        await _application.StartAsync();
        Client.BaseAddress = new Uri(_application.Urls.First());
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _application.DisposeAsync();
    }

    public Task<HttpResponseMessage> GetAsync(string path, params string[] authorization)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Accept = { new MediaTypeWithQualityHeaderValue("*/*") } } };
        foreach (string value in authorization)
        {
            request.Headers.TryAddWithoutValidation("Authorization", value);
        }

        return Client.SendAsync(request);
    }

    public sealed class LogCollector : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue($"{logLevel} {eventId.Id} {formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
