using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Roost.Hosting;
using Roost.Messaging.Travel;
using Roost.Model;
using Roost.Remoting.Compatibility.Description;
using Roost.Remoting.Compatibility.Rules;
using Roost.Remoting.TestHost;
using Roost.Remoting.TestHost.News;

namespace Roost.Remoting.Tests.Compatibility;

public sealed class DescriptionTests
{
    [Fact]
    public async Task What_is_written_is_read_again_and_nothing_has_changed()
    {
        var description = await DescribeAsync();
        var text = DescriptionFile.Write(description);

        var read = DescriptionFile.Read(text);

        DescriptionFile.Write(read).ShouldBe(text);
        Comparison.Of(read, description).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_same_application_gives_the_same_text() =>
        DescriptionFile.Write(await DescribeAsync()).ShouldBe(DescriptionFile.Write(await DescribeAsync()));

    [Fact]
    public async Task Methods_say_what_their_callers_rely_on()
    {
        var methods = (await DescribeAsync()).Contracts["probe/IProbe"].Methods;

        methods["CountAsync"].IsIdempotent.ShouldBeTrue();
        methods["CountAsync"].CanFail.ShouldBeFalse();
        methods["CountAsync"].Arguments["operationId"].ToString().ShouldBe("guid");
        methods["TryAsync"].CanFail.ShouldBeTrue();
        methods["TryAsync"].Result.ShouldBeNull();
        $"{methods["RepeatAsync"].Result}".ShouldBe("Roost.Remoting.TestHost.Sample[]");
        // The serialiser lets null pass here, and what the method says does not.
        $"{methods["MaybeAsync"].Result}".ShouldBe("string?");
        $"{methods["MaybeResultAsync"].Result}".ShouldBe("string?");
    }

    [Fact]
    public async Task Types_are_as_the_serialiser_writes_them()
    {
        var types = (await DescribeAsync()).Types;

        var sample = types["Roost.Remoting.TestHost.Sample"].Fields!;
        sample["nullable"].ToString().ShouldBe("string?");
        sample["perhaps"].ToString().ShouldBe("int?");
        sample["bytes"].ToString().ShouldBe("bytes");
        sample["tenant"].ToString().ShouldBe("Roost.TenantId");
        sample["byName"].ToString().ShouldBe("{string: Roost.Remoting.TestHost.Part}");
        types["Roost.Remoting.TestHost.Part"].Fields!["note"].ToString().ShouldBe("optional string?");
        types["Roost.Remoting.TestHost.Deed"].Values!.ShouldContain("pretendCancelled");
        types["Roost.Remoting.TestHost.Shape"].Cases!.Keys.ShouldBe(["box", "circle"]);
        types.ShouldNotContainKey("Roost.TenantId", "Its converter decides, and nobody else knows what that does.");
    }

    [Fact]
    public async Task Events_and_those_who_hear_them_are_named()
    {
        var messages = (await DescribeAsync()).Messages;

        messages[MessageKind.Event].ShouldNotBeEmpty();
        messages[MessageKind.Subscription].ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("null", "null")]
    [InlineData("""{"format":2,"contracts":{},"messages":{}}""", "types")]
    [InlineData("""{"format":"2","contracts":{},"messages":{},"types":{}}""", "$.format")]
    [InlineData("""{"format":2,"contracts":{"a/IA":{"methods":{}}},"messages":{},"types":{}}""", "usedBy")]
    [InlineData("""{"format":2,"contracts":{"a/IA":null},"messages":{},"types":{}}""", "$.contracts.a/IA")]
    [InlineData("""{"format":2,"contracts":{},"messages":{"event":{"a.b":null}},"types":{}}""", "$.messages.event.a.b")]
    [InlineData("""{"format":2,"contracts":{},"messages":{},"types":{"X":{"values":["a",null]}}}""", "$.types.X.values[1]")]
    [InlineData("""{"format":2,"contracts":{},"messages":{},"types":{"X":{"fields":{"a":"string]"}}}}""", "is no type")]
    public void What_describes_nothing_is_refused(string text, string reason) =>
        Should.Throw<JsonException>(() => DescriptionFile.Read(text)).Message.ShouldContain(reason);

    /// <summary>What an older file does not say is not taken for nothing, and what a newer one says besides is not its fault.</summary>
    [Theory]
    [InlineData("""{"format":1,"contracts":{"a/IA":{"methods":{}}},"messages":{},"types":{}}""", "has format 1, of an older Roost")]
    [InlineData("""{"format":1,"contracts":{"a/IA":{"methods":{}}},"messages":{},"types":{}}""", "'./roost check contracts --write', without --against")]
    [InlineData("""{"format":3,"contracts":{"a/IA":{"methods":{},"calledAt":null}},"places":{}}""", "has format 3, of a newer Roost")]
    [InlineData("""{"format":3,"contracts":{"a/IA":{"methods":{},"calledAt":null}},"places":{}}""", "Update Roost here")]
    public void A_file_of_another_Roost_is_called_that_and_what_to_do_is_said(string text, string said) =>
        Should.Throw<OtherFormatException>(() => DescriptionFile.Read(text)).Message.ShouldContain(said);

    [Theory]
    [InlineData("string")]
    [InlineData("Shop.Money[]?")]
    [InlineData("{guid: {string: int?}[]}")]
    [InlineData("Roost.Page<Shop.Money[],{}>?[]")]
    public void A_shape_is_read_as_it_was_written(string text) => ShapeText.Parse(text).ToString().ShouldBe(text);

    [Theory]
    [InlineData("optional sometimes string?")]
    [InlineData("computed quoted int")]
    [InlineData("quoted unquoting infinite double[]")]
    public void A_field_is_read_as_it_was_written(string text) => Field.Parse(text).ToString().ShouldBe(text);

    [Fact]
    public async Task Who_calls_and_who_publishes_is_named()
    {
        var description = await DescribeAsync();

        var probe = description.Contracts["probe/IProbe"];
        probe.UsedBy.ShouldBe(["asker"]);
        probe.IsUsedByHosts.ShouldBeFalse();
        description.Messages[MessageKind.Event]["herald.told"].Publisher.ShouldBe("herald");
    }

    /// <summary>Of the kernel, without a database and without starting anything.</summary>
    private static async Task<ApplicationDescription> DescribeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.AddRoost(roost => roost.UseRemoting().AddModule<ProbeModule>().AddModule<AskerModule>().AddModule<HeraldModule>().AddModule<ListenerModule>());
        await using var application = builder.Build();
        return ApplicationReader.Read(application.Services.GetRequiredService<ApplicationModel>());
    }
}
