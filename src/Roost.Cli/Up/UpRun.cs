using System.Globalization;
using Roost.Cli.Install;
using Roost.Cli.Processes;
using Roost.Cli.Workspace;
using Roost.Postgres.Embedded;

namespace Roost.Cli.Up;

/// <summary>One run of <c>roost up</c>, from nothing to Ctrl+C.</summary>
internal sealed class UpRun(Project project, UpOptions options, Screen screen, StopSignals signals)
{
    // 128 and the number of SIGKILL, as shells say it.
    private const int Killed = 137;

    /// <summary>Longer than the host takes to drain its requests.</summary>
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(35);

    private readonly Leftovers _leftovers = new(project.State);
    private readonly ShopPrograms _programs = new(project, options.Port);
    private readonly Stack<ChildProcess> _children = new();
    private readonly LogFeed _logs = new(screen);

    public async Task<int> RunAsync(CancellationToken stop)
    {
        var began = TimeProvider.System.GetTimestamp();
        Check();
        var cleared = await _leftovers.ClearAsync(stop);
        if (cleared > 0)
        {
            screen.Done($"Cleared {cleared} process{(cleared == 1 ? "" : "es")} that a killed run left behind");
        }

        CheckPort();
        _leftovers.Record([]);
        ShopDatabase? database = null;
        try
        {
            database = await PrepareAsync(stop);
            var sandbox = Start("sandbox", "magenta", _programs.RunSandbox());
            var signIns = await MigrateAndSeedAsync(database, stop);
            await StartAsync(sandbox, database, stop);
            screen.Show(Summary.Of(_programs, database, project.State.PathOf("mail"), signIns));
            screen.Done(string.Create(CultureInfo.InvariantCulture, $"Shop is up after {(TimeProvider.System.GetElapsedTime(began) + LauncherTime()).TotalSeconds:0.0} s. Ctrl+C stops everything."));
            _logs.Open();
            return await WatchAsync(database, stop);
        }
        finally
        {
            await StopAsync(database);
        }
    }

    // The launcher has built the command before there was one to look at a clock; who typed it has waited for that, too.
    private static TimeSpan LauncherTime() =>
        int.TryParse(Environment.GetEnvironmentVariable("ROOST_BUILD_SECONDS"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds) : default;

    private void Check()
    {
        if (options is { Fresh: true, Database: not null })
        {
            throw new CliFault("--fresh throws away the private database only: with --database drop that one yourself, and leave --fresh out.");
        }
    }

    private void CheckPort()
    {
        if (LoopbackPort.IsReserved(options.Port))
        {
            throw new CliFault($"Port {options.Port} takes rights that this user does not have: choose one from 1024 on with --port.");
        }

        if (!LoopbackPort.IsFree(options.Port))
        {
            var holder = LoopbackPort.DescribeHolder(options.Port) is { } process ? $" by {process}" : "";
            throw new CliFault($"Port {options.Port} is in use{holder}: stop that process, or choose another port with --port.");
        }
    }

    /// <summary>The server starts while the compiler works.</summary>
    private async Task<ShopDatabase> PrepareAsync(CancellationToken stop)
    {
        if (options.Database is null)
        {
            await new PostgresInstallation(screen, options.Yes).EnsureAsync(stop);
        }

        if (options.Fresh)
        {
            project.State.Remove("sandbox");
            project.State.Remove("mail");
        }

        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var build = new ShopBuild(project, _programs, screen).RunAsync(giveUp.Token);
        ShopDatabase database;
        try
        {
            database = options.Database is null
                ? await EmbeddedDatabase.StartAsync(project, options.Fresh, stop)
                : await new ExternalDatabase(project.State, options.Database).PrepareAsync(stop);
        }
        catch
        {
            // Nobody wants to wait for the compiler to read that the disk is full.
            await giveUp.CancelAsync();
            await build.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }

        screen.Done("PostgreSQL is ready");
        try
        {
            await build;
        }
        catch
        {
            await database.StopAsync();
            throw;
        }

        return database;
    }

    private async Task<IReadOnlyList<SignIn>> MigrateAndSeedAsync(ShopDatabase database, CancellationToken stop)
    {
        await FinishAsync("migrate", database, stop);
        screen.Done("The database's schema is current");
        var lines = await FinishAsync("seed", database, stop);
        screen.Done("Two demo shops are stocked");
        return SignIn.Read(lines);
    }

    private async Task<IReadOnlyCollection<string>> FinishAsync(string command, ShopDatabase database, CancellationToken stop)
    {
        await using var child = ChildProcess.Start(command, _programs.Command(command, database), _ => { });
        var code = await child.Exited.WaitAsync(stop);
        return code == 0
            ? child.LastLines
            : throw new CliFault($"'Shop.Host {command}' ended with code {code}:\n{child.LastWords}");
    }

    private async Task StartAsync(ChildProcess sandbox, ShopDatabase database, CancellationToken stop)
    {
        await ReadyAsync(sandbox, $"{_programs.SandboxAddress}/healthz", stop);
        var shop = Start("shop", "cyan", _programs.RunHost(database));
        await ReadyAsync(shop, $"{_programs.Address}/readyz", stop);
    }

    private ChildProcess Start(string name, string colour, System.Diagnostics.ProcessStartInfo start)
    {
        var child = ChildProcess.Start(name, start, line => _logs.Write(name, colour, line));
        _children.Push(child);
        _leftovers.Record(_children);
        return child;
    }

    private static async Task ReadyAsync(ChildProcess child, string address, CancellationToken stop)
    {
        if (await Readiness.WaitAsync(address, child.Exited, stop) is { } answer)
        {
            throw child.Exited.IsCompleted ? Died(child, await child.Exited) : new CliFault($"{child.Name} does not get ready. {address} last said: {answer}");
        }
    }

    /// <summary>Until the user has enough, or a child or the database dies.</summary>
    private async Task<int> WatchAsync(ShopDatabase database, CancellationToken stop)
    {
        var serverEnded = database.EndedAsync(stop);
        var ended = await Task.WhenAny([serverEnded, .. _children.Select(child => child.Exited)]);
        if (stop.IsCancellationRequested)
        {
            return 0;
        }

        if (ended == serverEnded)
        {
            throw new CliFault($"PostgreSQL ended by itself; everything else was stopped. Its log says why: {database.LogFile}");
        }

        var dead = _children.First(child => child.Exited == ended);
        throw Died(dead, await dead.Exited);
    }

    private static CliFault Died(ChildProcess child, int code) =>
        new($"{child.Name} ended by itself with code {code}{(code == Killed ? ", as whatever is killed (kill -9, or no memory was left)" : "")}; everything else was stopped, and './roost up' goes on where it was. It said last:\n{child.LastWords}");

    /// <summary>The newest first: Shop, then the sandbox it calls, then the database.</summary>
    private async Task StopAsync(ShopDatabase? database)
    {
        if (_children.Count > 0 || database is not null)
        {
            screen.Step("Stopping");
        }

        while (_children.TryPop(out var child))
        {
            await child.StopAsync(DrainTime, signals.Hurry);
            await child.DisposeAsync();
        }

        if (database is not null)
        {
            await database.StopAsync();
            screen.Done("Stopped");
        }

        _leftovers.Forget();
    }
}
