using System.Diagnostics;
using Npgsql;
using Roost.Postgres.Embedded;
using Roost.Postgres.Schema;
using Roost.Testing.Applications;
using Roost.Testing.Databases;
using Shop.PaymentSandbox.Tests;

namespace Shop.Tests.Commands;

/// <summary>The host's commands as an operator meets them.</summary>
public sealed class CommandTests(PostgresServer server) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("Production")]
    [InlineData("Staging")]
    public async Task Demo_shops_are_opened_in_development_only(string environment)
    {
        await using var database = await server.CreateAsync();

        var refusal = await Should.ThrowAsync<InvalidOperationException>(() => Builder(database).With("environment", environment).RunAsync("seed"));

        refusal.Message.ShouldContain($"This is {environment}: set ASPNETCORE_ENVIRONMENT=Development");
    }

    [Fact]
    public async Task Sigterm_ends_a_command_with_one_line()
    {
        await using var database = await server.CreateAsync();
        await using var owner = await database.OpenAsync(ClusterRole.Owner);
        // Somebody else migrates, and takes his time.
        await RoostSchema.LockAsync(owner, CancellationToken.None);
        var start = new ProcessStartInfo(
            Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal) ? Environment.ProcessPath : Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
            [typeof(Program).Assembly.Location, "migrate"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (key, value) in database.Settings)
        {
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        start.Environment["Modules__payments__ProviderUrl"] = "http://127.0.0.1:9/";
        start.Environment["Modules__notifications__MailFolder"] = _folder.Path;
        using var migrate = Process.Start(start)!;
        var errors = migrate.StandardError.ReadToEndAsync();
        var output = migrate.StandardOutput.ReadToEndAsync();
        try
        {
            await UntilItWaitsAsync(owner, migrate);
            using var kill = Process.Start("kill", ["-TERM", $"{migrate.Id}"]);
            await migrate.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromMinutes(1));
        }
        finally
        {
            migrate.Kill();
        }

        (await errors).Trim().ShouldBe("'migrate' was stopped before it was done.", await output);
        migrate.ExitCode.ShouldBe(1);
    }

    private static async Task UntilItWaitsAsync(NpgsqlConnection connection, Process migrate)
    {
        await using var waiting = new NpgsqlCommand(
            "SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database WHERE l.locktype = 'advisory' AND NOT l.granted AND d.datname = current_database()",
            connection);
        while ((long)(await waiting.ExecuteScalarAsync())! == 0)
        {
            migrate.HasExited.ShouldBeFalse("It ended before it came to the lock.");
        }
    }

    private TestApplicationBuilder<Program> Builder(TestDatabase database) =>
        RunningShop.Configure(new TestApplicationBuilder<Program>().With(database), new("http://127.0.0.1:9/"), _folder.Path);
}
