using Roost.Cli.Building;
using Roost.Cli.Workspace;

namespace Roost.Cli.Tests.Building;

public sealed class SourceStampTests : IDisposable
{
    private readonly Project _project = new(Directory.CreateTempSubdirectory("roost-stamp-").FullName);
    private readonly string _output;

    public SourceStampTests()
    {
        _output = Write("shop/A/bin/A.dll");
        Write("shop/A/A.cs");
        Write("src/B.cs");
    }

    private SourceStamp Stamp => new(_project, "t", [_output]);

    [Fact]
    public void Nothing_changed_matches()
    {
        Stamp.Save(Stamp.Take());

        Stamp.Matches(Stamp.Take()).ShouldBeTrue();
    }

    [Theory]
    [InlineData("src/B.cs")]
    [InlineData("shop/A/New.cs")]
    [InlineData("Directory.Packages.props")]
    public void A_source_written_since_does_not_match(string file)
    {
        Stamp.Save(Stamp.Take());
        Write(file, "changed");

        Stamp.Matches(Stamp.Take()).ShouldBeFalse();
    }

    [Fact]
    public void A_source_deleted_since_does_not_match()
    {
        Stamp.Save(Stamp.Take());
        File.Delete(_project.PathOf("src", "B.cs"));

        Stamp.Matches(Stamp.Take()).ShouldBeFalse();
    }

    [Theory]
    [InlineData("shop/A/obj/made.cs")]
    [InlineData("shop/contracts.json")]
    public void What_the_build_or_what_it_built_writes_does_not_count(string file)
    {
        Stamp.Save(Stamp.Take());
        Write(file);

        Stamp.Matches(Stamp.Take()).ShouldBeTrue();
    }

    [Fact]
    public void A_missing_output_does_not_match()
    {
        Stamp.Save(Stamp.Take());
        File.Delete(_output);

        Stamp.Matches(Stamp.Take()).ShouldBeFalse();
    }

    public void Dispose() => Directory.Delete(_project.Root, recursive: true);

    private string Write(string file, string text = "")
    {
        var path = _project.PathOf(file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }
}
