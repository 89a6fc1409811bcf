using Roost.Cli.Up;

namespace Roost.Cli.Tests.Up;

public sealed class ConnectionTextTests
{
    [Fact]
    public void A_uri_and_the_drivers_own_form_mean_the_same()
    {
        var uri = ConnectionText.Parse("postgresql://ann:p%40ss@db.example:6000/store?sslmode=require");

        uri.ConnectionString.ShouldBe(ConnectionText.Parse("Host=db.example;Port=6000;Username=ann;Password=p@ss;Database=store;SSL Mode=Require").ConnectionString);
    }

    [Fact]
    public void The_usual_port_may_be_left_out() => ConnectionText.Parse("postgres://ann@db.example").Port.ShouldBe(5432);

    [Theory]
    [InlineData("db.example")]
    [InlineData("postgresql://db.example/store?colour=red")]
    public void Anything_else_is_one_line_that_shows_both_forms(string text)
    {
        var fault = Should.Throw<CliFault>(() => ConnectionText.Parse(text));

        fault.Message.ShouldStartWith("--database takes postgresql://");
    }
}
