using System.Net.Http.Json;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Roost.EntityFramework.Migrations;
using Roost.Postgres.Embedded;
using Roost.Testing.Databases;
using Roost.Testing.Modules;

namespace Roost.Security.Tests.Idempotency;

/// <summary>The desk over HTTP, with a database of its own.</summary>
public sealed class DeskHost(PostgresServer server) : IAsyncLifetime
{
    public static readonly TenantId Tenant = TenantId.New();

    private ModuleHost? _host;

    internal TestDatabase Database => _host!.Database;

    internal IServiceProvider Services => _host!.Services;

    internal Script Script => Services.GetRequiredService<Script>();

    public async ValueTask InitializeAsync()
    {
        // The desk has no entities, and so nothing else brings the migrations along.
        _host = await new ModuleHostBuilder<DeskModule>(server).WithServices(services => services.AddSingleton<ModuleMigrations>()).StartAsync();
        await using var owner = await Database.OpenAsync(ClusterRole.Owner);
        await owner.ExecuteAsync(
            $"""
            CREATE SCHEMA desk;
            CREATE TABLE desk.effects (operation_id uuid NOT NULL, text text NOT NULL);
            GRANT USAGE ON SCHEMA desk TO {RoostRoles.App};
            GRANT SELECT, INSERT ON desk.effects TO {RoostRoles.App};
            """);
    }

    public ValueTask DisposeAsync() => _host?.DisposeAsync() ?? default;

    internal HttpClient CreateClient(Guid? principal = null, TenantId? tenant = null, params string[] roles) =>
        _host!.CreateClient(tenant ?? Tenant, principal ?? Guid.CreateVersion7(), roles);

    internal HttpClient CreateTenantless() => _host!.CreateClient(null, Guid.CreateVersion7());

    internal static string NewKey() => Guid.CreateVersion7().ToString();

    /// <summary>How often something was done.</summary>
    internal async Task<long> EffectsAsync(string text)
    {
        await using var owner = await Database.OpenAsync(ClusterRole.Owner);
        return await owner.ExecuteScalarAsync<long>("SELECT count(*) FROM desk.effects WHERE text = @text", new { text });
    }

    /// <summary>Lets so much time pass for a key, as if its request had stalled or nobody had asked again for so long.</summary>
    internal async Task AgeAsync(string key, TimeSpan by)
    {
        await using var superuser = await Database.OpenAsync(ClusterRole.Superuser);
        (await superuser.ExecuteAsync(
            "UPDATE roost.idempotency_key SET leased_until = leased_until - @by, expires_at = expires_at - @by WHERE key = @key", new { key, by })).ShouldBe(1);
    }

    internal async Task<(int? Status, bool IsLeased)?> RowAsync(string key)
    {
        await using NpgsqlConnection superuser = await Database.OpenAsync(ClusterRole.Superuser);
        return await superuser.QuerySingleOrDefaultAsync<(int?, bool)?>(
            "SELECT status, leased_until > now() AND status IS NULL FROM roost.idempotency_key WHERE key = @key", new { key });
    }
}

internal static class DeskRequests
{
    public static async Task<Answer> NoteAsync(this HttpClient client, string? key, string text, string path = "/v1/notes", CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(new { text }) };
        return await client.AnswerAsync(request, key, cancellationToken);
    }

    public static async Task<Answer> AnswerAsync(this HttpClient client, HttpRequestMessage request, string? key, CancellationToken cancellationToken = default)
    {
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        using var response = await client.SendAsync(request, cancellationToken);
        var headers = response.Headers.Concat(response.Content.Headers)
            .Where(header => header.Key is not ("Date" or "X-Correlation-ID" or "Idempotency-Replayed") && !header.Key.StartsWith("RateLimit", StringComparison.OrdinalIgnoreCase))
            .OrderBy(header => header.Key, StringComparer.Ordinal)
            .Select(header => $"{header.Key}: {string.Join("|", header.Value)}");
        return new((int)response.StatusCode, string.Join('\n', headers), await response.Content.ReadAsStringAsync(cancellationToken), response.Headers.Contains("Idempotency-Replayed"));
    }
}

/// <summary>An answer as a client sees it.</summary>
internal sealed record Answer(int Status, string Headers, string Body, bool IsReplay)
{
    public bool Says(string code) => Body.Contains($"\"{code}\"", StringComparison.Ordinal);
}
