using Microsoft.AspNetCore.Http;
using Payments.Http.Console.Access;
using Payments.Http.Ops;

namespace Payments.Http.Console.Operators;

/// <summary>The figures of the whole gateway: those of <c>/ops</c>, in words.</summary>
internal sealed class OverviewPages(OpsStates states)
{
    /// <summary>The section's path below the operators' side.</summary>
    public const string Path = "/overview";

    public void Map(ConsoleRoutes routes) => routes.MapOperator("GET", Path, async call =>
        call.Page<OverviewPage>(new() { [nameof(OverviewPage.State)] = await states.ReadSoonAsync() }));
}
