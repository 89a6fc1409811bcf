using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Roost.Hosting;
using Roost.Messaging.Jobs;
using Roost.Messaging.Schedules;
using Roost.Model;
using Roost.Modules;
using Roost.Startup;

namespace Roost.Messaging.Tests.Schedules;

public sealed class ScheduleDeclarationTests
{
    [Fact]
    public void What_cannot_be_is_refused_where_it_is_said()
    {
        var schedule = new ScheduleDeclaration();

        Should.Throw<ArgumentException>(() => schedule.TimeZone(" "));
        Should.Throw<ArgumentOutOfRangeException>(() => schedule.CatchUp((CatchUp)7));
        Should.Throw<ArgumentException>(() => WebApplication.CreateSlimBuilder().AddRoost(roost => roost.AddModule<BadlyNamedModule>()))
            .Message.ShouldContain("'Nightly!' is no name here.");
    }

    [Fact]
    public async Task A_host_with_schedules_that_cannot_be_does_not_start_and_says_all_that_is_wrong()
    {
        var faults = await FaultsAsync<OffModule>();

        faults.Select(fault => (fault.Code, fault.What, fault.Where)).ShouldBe(
            [
                ("RST064", "'0 25 * * *' is no time at which the schedule 'off.late' could fire: The given cron expression has an invalid format. Hours: Value must be a number between 0 and 23 (all inclusive).", "module off"),
                ("RST064", "'0 0 30 2 *' is no time at which the schedule 'off.never' could fire: No such day ever comes.", "module off"),
                ("RST065", "The schedule 'off.nowhere' is in the time zone 'Europe/Atlantis', which this machine does not know.", "module off"),
                ("RST067", "The schedule 'off.nobodys' asks for Undeclared, which module 'off' does not declare as a job.", "module off"),
                ("RST067", "The schedule 'off.whose' asks for Tenanted, which needs a tenant; a schedule has none.", "module off"),
                ("RST066", "2 schedules are named 'off.twice': '@daily' and '@hourly'.", "module off"),
            ],
            ignoreOrder: true);
        faults.Where(fault => fault.Code == "RST067").ShouldAllBe(fault => fault.Remedy.Contains("TenantFree()"));
    }

    [Fact]
    public async Task The_application_model_has_them_whatever_the_host_activates()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection([new("Roost:Host:Modules", "bells")]);
        builder.AddRoost(roost => roost.AddModule<BellsModule>().AddModule<PulseModule>());
        await using var application = builder.Build();

        var model = (ApplicationModel)application.Services.GetService(typeof(ApplicationModel))!;
        var schedule = model.Facts<ScheduleFact>().Single(schedule => schedule.Module.Name == "pulse").Fact;
        schedule.Name.ShouldBe("pulse.beat");
        schedule.Cron.ShouldBe("* * * * * *");
        schedule.TimeZone.ShouldBe("UTC");
        schedule.CatchUp.ShouldBe(CatchUp.All);
        schedule.JobType.ShouldBe(typeof(Beat));
    }

    private static async Task<IReadOnlyList<Fault>> FaultsAsync<TModule>()
        where TModule : Module, new()
    {
        const string Nowhere = "Host=127.0.0.1;Port=1;Database=none;Password=none;Username=";
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection([new("Roost:Postgres:App", $"{Nowhere}app"), new("Roost:Postgres:System", $"{Nowhere}system")]);
        builder.AddRoost(roost => roost.AddModule<TModule>());
        await using var application = builder.Build();
        application.UseRoost();
        return (await Should.ThrowAsync<StartupException>(application.StartAsync())).Faults;
    }
}

[Module("badly-named")]
public sealed class BadlyNamedModule : Module
{
    protected override void Declare(ModuleDeclaration module) => module.Schedule("Nightly!", "@daily", time => new Beat(time));
}

[Module("off")]
public sealed class OffModule : Module
{
    protected override void Declare(ModuleDeclaration module) => module
        .Job<Beat, Offbeat>(job => job.TenantFree())
        .Job<Tenanted, Offbeat>()
        .Schedule("late", "0 25 * * *", time => new Beat(time))
        .Schedule("never", "0 0 30 2 *", time => new Beat(time))
        .Schedule("nowhere", "@daily", time => new Beat(time), schedule => schedule.TimeZone("Europe/Atlantis"))
        .Schedule("nobodys", "@daily", _ => new Undeclared())
        .Schedule("whose", "@daily", _ => new Tenanted())
        .Schedule("twice", "@daily", time => new Beat(time))
        .Schedule("twice", "@hourly", time => new Beat(time));
}

public sealed record Undeclared;

public sealed record Tenanted;

internal sealed class Offbeat : IJobHandler<Beat>, IJobHandler<Tenanted>
{
    public Task<Result> HandleAsync(Beat job, JobRun run, CancellationToken cancellationToken) => Task.FromResult(Result.Success);

    public Task<Result> HandleAsync(Tenanted job, JobRun run, CancellationToken cancellationToken) => Task.FromResult(Result.Success);
}
