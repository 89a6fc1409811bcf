using Roost.Configuration;
using Roost.Configuration.Reference;

namespace Roost.Tests.Configuration.Reference;

public sealed class ReferenceTests
{
    [Fact]
    public void A_class_of_options_becomes_a_table_with_what_it_says_of_itself() => Write(new XmlTexts(AppContext.BaseDirectory)).Split('\n').ShouldBe(
        """
        ## Shelf

        What a shelf is. Class `Roost.Tests.Configuration.Reference.ShelfOptions`.

        | key | type | default | bounds | meaning |
        | --- | --- | --- | --- | --- |
        | `Name` | string | none, **required** | 2 to 20 characters | Its name, `a\|b` or &lt;none>. |
        | `Lifetime` | TimeSpan | 90 s | 250 ms to 2 days | How long it lasts; see `Limits`. |
        | `Wait` | TimeSpan | as long as it lasts | | How long it waits. |
        | `CapacityBytes` | long | 65536 (64 KiB) | at least 0 | What it bears. The default is 64 KiB; zero bears nothing. |
        | `Wood` | enum | none | `Oak`, `Pine` | Its wood. Oak lasts. |
        | `Limits` | section | | | Its limits. |
        | `Limits:Most` | int | 7 | at least 1 | The most. |
        | `Tags` | string[] | `A`, `B` | Each in capitals, at most 3 entries | Its tags. |
        | `Shares` | int by name | none | | Its owners. |
        | `Parts` | section[] | none | | Its parts. |
        | `Below` | section[] | none | | The shelves below. |

        Shelves are `static`, see [here](https://shelf.example).

        ## Shelf:Parts:*n*

        A limit. Class `Roost.Tests.Configuration.Reference.Limit`.

        | key | type | default | bounds | meaning |
        | --- | --- | --- | --- | --- |
        | `Most` | int | 1 | at least 1 | The most. |

        """.ReplaceLineEndings("\n").Split('\n'));

    [Fact]
    public void Without_documentation_the_keys_are_there_all_the_same_and_the_assembly_is_named()
    {
        var texts = new XmlTexts(Path.Combine(AppContext.BaseDirectory, "no such folder"));

        Write(texts).ShouldContain("\n| `Lifetime` | TimeSpan | 90 s | 250 ms to 2 days | |\n");
        texts.Missing.ShouldBe(["Roost.Tests"]);
    }

    private static string Write(XmlTexts texts) => ReferenceText.Of(new ReferenceReader(texts).Read(new OptionsFact(typeof(ShelfOptions), "Shelf")));
}
