using Roost.Configuration.Reference;
using Roost.Hosting.Commands;

namespace Roost.Tests.Configuration.Reference;

public sealed class ReferencePageTests
{
    [Fact]
    public void What_is_written_by_hand_stays() =>
        ReferencePage.Fill($"before\n{ReferencePage.Begin}old\n{ReferencePage.End}after\n", "new\n")
            .ShouldBe($"before\n{ReferencePage.Begin}\nnew\n\n{ReferencePage.End}after\n");

    [Fact]
    public void Twice_is_once()
    {
        var once = ReferencePage.Fill(ReferencePage.Empty, "## Keys\n");

        ReferencePage.Fill(once.ReplaceLineEndings("\r\n"), "## Keys\n").ShouldBe(once);
    }

    [Theory]
    [InlineData("a page of somebody's own\n")]
    [InlineData(ReferencePage.Begin)]
    [InlineData(ReferencePage.End + ReferencePage.Begin)]
    public void A_page_without_a_place_for_keys_is_refused_with_the_place_to_put_into_it(string page) =>
        Should.Throw<HostCommandException>(() => ReferencePage.Fill(page, "new\n")).Message.ShouldEndWith(ReferencePage.Begin + ReferencePage.End);
}
