using System.Globalization;
using Roost.Cli.Install;
using Roost.Cli.Processes;
using Roost.Cli.Up.Control;
using Roost.Cli.Up.Hosts;
using Roost.Cli.Workspace;
using Roost.Postgres.Embedded;

namespace Roost.Cli.Up;

/// <summary>One run of <c>roost up</c>, from nothing to Ctrl+C.</summary>
internal sealed class UpRun(Project project, UpOptions options, Screen screen, StopSignals signals)
{
    private const string Sandbox = "sandbox";

    private readonly Leftovers _leftovers = new(project.State);
    private readonly ShopPrograms _programs = new(project);
    private LogFeed _logs = null!;
    private TopologyPlan _plan = null!;
    private IReadOnlyDictionary<string, ShopDatabase> _databases = new Dictionary<string, ShopDatabase>();
    private ChildProcess? _sandbox;
    private HostFleet? _fleet;
    private readonly TaskCompletionSource<(ChildProcess Child, int Code)> _onlyHostDied = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public async Task<int> RunAsync(CancellationToken stop)
    {
        var began = TimeProvider.System.GetTimestamp();
        Check();
        _plan = TopologyPlan.Create(project, options.Topology, options.Port);
        ServiceDatabases.Check(_plan);
        var cleared = await _leftovers.ClearAsync(stop);
        if (cleared > 0)
        {
            screen.Done($"Cleared {cleared} process{(cleared == 1 ? "" : "es")} that a killed run left behind");
        }

        CheckPort();
        _plan.Save();
        _logs = new(screen, _plan.Hosts.Select(host => host.Name.Length).Append(Sandbox.Length).Max());
        _leftovers.Record([]);
        ShopDatabase? database = null;
        try
        {
            database = await PrepareAsync(stop);
            _databases = await ServiceDatabases.PrepareAsync(_plan, database, stop);
            _sandbox = Start(Sandbox, "magenta", _programs.RunSandbox());
            await MigrateAsync(stop);
            var signIns = _plan.HasServiceDatabases ? [] : await SeedAsync(stop);
            await StartAsync(_sandbox, stop);
            signIns = _plan.HasServiceDatabases ? await SeedAsync(stop) : signIns;
            await using var control = new ControlServer(project.State, new HostOrders(_plan, _fleet!, project, screen).ObeyAsync);
            screen.Show(Summary.Of(_plan, _programs, _databases, project.State.PathOf("mail"), signIns));
            screen.Done(string.Create(CultureInfo.InvariantCulture, $"Shop is up after {(TimeProvider.System.GetElapsedTime(began) + LauncherTime()).TotalSeconds:0.0} s. Ctrl+C stops everything."));
            _logs.Open();
            return await WatchAsync(database, stop);
        }
        finally
        {
            await StopAsync(database);
        }
    }

    /// <summary>One host of each database, which does what is done once for it.</summary>
    private IEnumerable<HostPlan> Owners => _plan.Databases.Select(database => _plan.Hosts.First(host => host.Database == database && host.IsApi));

    /// <summary>Of hosts with the same database and the same modules the first: what modules put into it is put there once.</summary>
    private IEnumerable<HostPlan> Seeders => _plan.Hosts.Where(host => host.IsApi).DistinctBy(host => $"{host.Database}: {string.Join(',', host.Topology!.Modules.Order(StringComparer.Ordinal))}");

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

    private async Task MigrateAsync(CancellationToken stop)
    {
        foreach (var start in _plan.HasServiceDatabases ? Owners.Select(host => _programs.Command("migrate", host, _plan, _databases[host.Database])) : [_programs.Command("migrate", _databases[TopologyPlan.MainDatabase])])
        {
            await FinishAsync("migrate", start, stop);
        }

        screen.Done(_plan.HasServiceDatabases ? $"The schemas of {_plan.Databases.Count} databases are current" : "The database's schema is current");
    }

    /// <summary>Opens the demo shops. With all modules in one database nobody else is needed for that; else those of the other databases are asked, and must be up.</summary>
    private async Task<IReadOnlyList<SignIn>> SeedAsync(CancellationToken stop)
    {
        var signIns = new List<SignIn>();
        foreach (var start in _plan.HasServiceDatabases ? Seeders.Select(host => _programs.Command("seed", host, _plan, _databases[host.Database])) : [_programs.Command("seed", _databases[TopologyPlan.MainDatabase])])
        {
            signIns.AddRange(SignIn.Read(await FinishAsync("seed", start, stop)).Except(signIns));
        }

        screen.Done("Two demo shops are stocked");
        return signIns;
    }

    private static async Task<IReadOnlyCollection<string>> FinishAsync(string command, System.Diagnostics.ProcessStartInfo start, CancellationToken stop)
    {
        await using var child = ChildProcess.Start(command, start, _ => { });
        var code = await child.Exited.WaitAsync(stop);
        return code == 0
            ? child.LastLines
            : throw new CliFault($"'Shop.Host {command}' ended with code {code}:\n{child.LastWords}");
    }

    private async Task StartAsync(ChildProcess sandbox, CancellationToken stop)
    {
        var address = $"{_programs.SandboxAddress}/healthz";
        if (await Readiness.WaitAsync(address, sandbox.Exited, stop) is { } answer)
        {
            throw sandbox.Exited.IsCompleted ? ChildFaults.Died(sandbox, await sandbox.Exited) : ChildFaults.NotReady(sandbox, address, answer);
        }

        _fleet = new(_plan, host => Start(host.Name, host.Colour, _programs.RunHost(host, _plan, DatabaseOf(host))), HostDied, signals.Hurry);
        await _fleet.StartAllAsync(stop);
    }

    // A gateway has none, and is told of one that it does not use.
    private ShopDatabase DatabaseOf(HostPlan host) => _databases.GetValueOrDefault(host.Database) ?? _databases.Values.First();

    private ChildProcess Start(string name, string colour, System.Diagnostics.ProcessStartInfo start)
    {
        var child = ChildProcess.Start(name, start, line => _logs.Write(name, colour, line));
        _leftovers.Record([.. new[] { _sandbox }.OfType<ChildProcess>(), .. _fleet?.Running ?? [], child]);
        return child;
    }

    /// <summary>Until the user has enough, or the database or a child dies that nothing goes on without.</summary>
    private async Task<int> WatchAsync(ShopDatabase database, CancellationToken stop)
    {
        var serverEnded = database.EndedAsync(stop);
        var ended = await Task.WhenAny(serverEnded, _sandbox!.Exited, _onlyHostDied.Task);
        if (stop.IsCancellationRequested)
        {
            return 0;
        }

        if (ended == serverEnded)
        {
            throw new CliFault($"PostgreSQL ended by itself; everything else was stopped. Its log says why: {database.LogFile}");
        }

        var (dead, code) = ended == _onlyHostDied.Task ? await _onlyHostDied.Task : (_sandbox, await _sandbox.Exited);
        throw ChildFaults.Died(dead, code);
    }

    private void HostDied(ChildProcess host, int code)
    {
        if (_plan.IsSingle)
        {
            _onlyHostDied.TrySetResult((host, code));
            return;
        }

        screen.Bad($"{ChildFaults.Ended(host, code)}. The others go on; {HostOrders.Revival(project, host.Name)}.");
    }

    /// <summary>The hosts, then the sandbox that they call, then the database.</summary>
    private async Task StopAsync(ShopDatabase? database)
    {
        if (_sandbox is not null || database is not null)
        {
            screen.Step("Stopping");
        }

        await (_fleet?.DisposeAsync() ?? default);
        await (_sandbox?.DisposeAsync() ?? default);
        if (database is not null)
        {
            await database.StopAsync();
            screen.Done("Stopped");
        }

        _leftovers.Forget();
    }
}
