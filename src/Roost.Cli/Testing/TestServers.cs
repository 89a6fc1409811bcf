using Roost.Cli.Install;

namespace Roost.Cli.Testing;

/// <summary>Sees to the servers besides PostgreSQL that some tests want.</summary>
internal sealed class TestServers(TestOptions options, Screen screen)
{
    /// <summary>Whether a server is there, or could be installed. If not, that is said, and what wants it is left out: nobody needs it to work on anything else.</summary>
    /// <exception cref="CliFault">It cannot, and it was asked for by name, or everything was to be installed.</exception>
    public async Task<IReadOnlyList<TestProgram>> EnsureAsync(IReadOnlyList<TestProgram> programs, CancellationToken cancellationToken)
    {
        var able = new List<TestProgram>();
        foreach (var program in programs)
        {
            try
            {
                foreach (var server in NeededBy(program))
                {
                    await server.EnsureAsync(screen, options.Yes, cancellationToken);
                }

                able.Add(program);
            }
            catch (CliFault fault) when (options is { Project: null, Shape: null, Yes: false })
            {
                screen.Bad($"{program.Name} is left out. {fault.Message}");
                continue;
            }

            await OfferAsync(program, cancellationToken);
        }

        return able;
    }

    /// <summary>Sees to what only some tests of a program want. All run in any case: those which want it fail without it, and say so.</summary>
    private async Task OfferAsync(TestProgram program, CancellationToken cancellationToken)
    {
        foreach (var server in WantedBySomeOf(program))
        {
            try
            {
                await server.EnsureAsync(screen, options.Yes, cancellationToken);
            }
            catch (CliFault fault)
            {
                screen.Bad($"Some tests of {program.Name} fail without it. {fault.Message}");
            }
        }
    }

    private IEnumerable<OptionalServer> WantedBySomeOf(TestProgram program) =>
        options.Faults && program.Name == "Shop.Faults.Tests" ? [OptionalServer.Redis, OptionalServer.RabbitMq] : [];

    private IEnumerable<OptionalServer> NeededBy(TestProgram program) =>
        program.Name switch
        {
            "Roost.Redis.Tests" => [OptionalServer.Redis],
            "Roost.RabbitMQ.Tests" => [OptionalServer.RabbitMq],
            _ => program.IsBlackBox && (options.WithServers || options.Shape == "all") ? [OptionalServer.Redis, OptionalServer.RabbitMq] : [],
        };
}
