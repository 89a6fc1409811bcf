using Microsoft.Extensions.DependencyInjection;
using Roost.Messaging.DomainEvents;
using Roost.Messaging.Tests.Events;
using Roost.Modules;
using Roost.Postgres.UnitsOfWork;
using Roost.Testing.Databases;

namespace Roost.Messaging.Tests.DomainEvents;

public sealed class DomainEventTests(PostgresServer server)
{
    private const string Effects = "SELECT name FROM news.effects";

    [Fact]
    public async Task Handlers_run_one_after_the_other_in_the_operation_that_raises()
    {
        await using var host = await NewsHost.StartAsync<TouchyModule>(server);

        (await RaiseAsync(host, "fine")).IsSuccess.ShouldBeTrue();

        (await host.LookAsync<string>(Effects)).ShouldBe(["first fine", "second fine"]);
        (await host.CountAsync<long>("SELECT count(DISTINCT xmin::text) FROM news.effects")).ShouldBe(1, "It is one transaction.");
    }

    [Fact]
    public async Task An_error_is_the_callers_and_ends_it()
    {
        await using var host = await NewsHost.StartAsync<TouchyModule>(server);

        (await RaiseAsync(host, "refuse")).Error!.Code.ShouldBe("touchy.refused");

        (await host.LookAsync<string>(Effects)).ShouldBeEmpty();
    }

    [Fact]
    public async Task So_is_an_exception()
    {
        await using var host = await NewsHost.StartAsync<TouchyModule>(server);

        (await Should.ThrowAsync<InvalidOperationException>(RaiseAsync(host, "throw"))).Message.ShouldBe("Touched.");

        (await host.LookAsync<string>(Effects)).ShouldBeEmpty();
    }

    [Fact]
    public async Task One_that_nobody_handles_is_none() =>
        (await (await NewsHost.StartAsync<TouchyModule>(server)).RunAsync(services => services.GetRequiredService<IDomainEvents>().RaiseAsync(new Untouched(), CancellationToken.None))).IsSuccess.ShouldBeTrue();

    private static Task<Result> RaiseAsync(NewsHost host, string how) =>
        host.RunAsync(services => services.GetRequiredService<IDomainEvents>().RaiseAsync(new Touched(how), CancellationToken.None));
}

[Module("touchy")]
public sealed class TouchyModule : Module
{
    protected override void Declare(ModuleDeclaration module) => module
        .HandlesInTransaction<Touched, First>()
        .HandlesInTransaction<Touched, Second>();
}

public sealed record Touched(string How);

public sealed record Untouched;

internal sealed class First(Sql<TouchyModule> sql) : IDomainEventHandler<Touched>
{
    public async Task<Result> HandleAsync(Touched domainEvent, CancellationToken cancellationToken)
    {
        await sql.ExecuteAsync("INSERT INTO news.effects VALUES ('first ' || @How)", new { domainEvent.How }, cancellationToken);
        return domainEvent.How switch
        {
            "refuse" => Error.Conflict("touchy.refused", "Not now."),
            "throw" => throw new InvalidOperationException("Touched."),
            _ => Result.Success,
        };
    }
}

internal sealed class Second(Sql<TouchyModule> sql) : IDomainEventHandler<Touched>
{
    public async Task<Result> HandleAsync(Touched domainEvent, CancellationToken cancellationToken)
    {
        await sql.ExecuteAsync("INSERT INTO news.effects VALUES ('second ' || @How)", new { domainEvent.How }, cancellationToken);
        return Result.Success;
    }
}
