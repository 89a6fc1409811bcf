namespace Roost.Cli.Tests.Testing;

/// <summary>The command on this very repository, with a filter that picks one quick test.</summary>
public sealed class TestCommandTests
{
    [Fact]
    public async Task The_last_line_is_the_verdict()
    {
        var (code, output, _) = await Repository.RunAsync(Repository.Root, "test", "--no-build", "--project", "Roost.Cli", "What tests print themselves");

        output.TrimEnd().Split('\n')[^1].ShouldBe("1 passed, 0 failed");
        code.ShouldBe(0);
    }

    [Fact]
    public async Task No_test_executed_is_a_failure()
    {
        var (code, output, _) = await Repository.RunAsync(Repository.Root, "test", "--no-build", "--project", "Roost.Cli.Tests", "nothing is called this way" + "!");

        output.TrimEnd().Split('\n')[^1].ShouldBe("0 passed, 0 failed");
        code.ShouldBe(1);
    }

    [Fact]
    public async Task An_unknown_project_is_named_with_those_there_are()
    {
        var (code, _, errors) = await Repository.RunAsync(Repository.Root, "test", "--no-build", "--project", "Nowhere");

        code.ShouldBe(1);
        errors.ShouldStartWith("roost: There is no test project 'Nowhere':");
        errors.ShouldContain("Roost.Cli.Tests");
    }

    [Fact]
    public async Task An_unknown_topology_is_named_with_those_there_are()
    {
        var (code, _, errors) = await Repository.RunAsync(Repository.Root, "test", "--no-build", "--shape", "nowhere");

        code.ShouldBe(1);
        errors.TrimEnd().ShouldBe("roost: There is no topology 'nowhere': single, replicas, services, workers, or the path of a file.");
    }

    [Fact]
    public async Task The_long_form_is_of_those_projects_that_have_one()
    {
        var (code, _, errors) = await Repository.RunAsync(Repository.Root, "test", "--no-build", "--faults", "--project", "Roost.Cli");

        code.ShouldBe(1);
        errors.TrimEnd().ShouldBe("roost: There is no test project 'Roost.Cli' with a long form: Roost.Messaging.Faults.Tests, Roost.Messaging.Tests, Shop.Faults.Tests.");
    }
}
