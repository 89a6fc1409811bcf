namespace Roost.Generators.Tests.Builds;

public sealed class SagaBuildTests
{
    private const string Page = "https://github.com/roost-dev/roost/blob/main/docs/diagnostics/";

    [Fact]
    public async Task A_changed_saga_fails_dotnet_build_and_one_that_is_written_down_does_not() =>
        (await FixtureBuild.ErrorsOfAsync("Sagas", TestContext.Current.CancellationToken)).ShouldBe(
        [
            $"Sagas.cs(23,24): error ROOST1402: Version 1 of the saga 'trip' is written down as 'trip v1 TripState: hotel+undo, pay+undo', and is now 'trip v1 TripState: pay+undo, hotel+undo'. " +
            "Instances under way go on by the steps written down: keep the class as it was, and write a new one with [Saga(\"trip\", Version = 2)]. " +
            $"Only if no instance of it has ever run, change the line in sagas.txt. ({Page}ROOST1402.md) [Trips.csproj]",
            $"Sagas.cs(36,24): error ROOST1401: Version 2 of the saga 'tour' is not written down. " +
            $"Add the line 'tour v2 TourState: [car | guide], go!' to the file sagas.txt beside the project file. ({Page}ROOST1401.md) [Trips.csproj]",
            $"sagas.txt(5,1): error ROOST1404: 'then: whatever' is no version of a saga. " +
            $"Write name, version, state and steps, as in 'checkout v1 CheckoutState: reserve+undo, confirm!', or begin the line with '#'. ({Page}ROOST1404.md) [Trips.csproj]",
        ]);
}
