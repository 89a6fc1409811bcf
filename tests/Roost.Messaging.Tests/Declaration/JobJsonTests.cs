using System.Text.Json;
using Roost.Messaging.Declaration;

namespace Roost.Messaging.Tests.Declaration;

public sealed class JobJsonTests
{
    [Fact]
    public void A_field_that_may_be_null_travels_when_it_is()
    {
        var written = JsonSerializer.Serialize(new Parcel("a", null, null), JobJson.Options);

        JsonSerializer.Deserialize<Parcel>(written, JobJson.Options).ShouldBe(new Parcel("a", null, null));
    }

    [Theory]
    [InlineData("""{"name":"a","note":null}""")]
    [InlineData("""{"name":null,"note":null,"weight":null}""")]
    public void A_field_that_is_missing_or_must_not_be_null_is_a_fault(string written) =>
        Should.Throw<JsonException>(() => JsonSerializer.Deserialize<Parcel>(written, JobJson.Options));

    private sealed record Parcel(string Name, string? Note, int? Weight);
}
