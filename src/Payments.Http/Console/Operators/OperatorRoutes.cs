using Microsoft.AspNetCore.Routing;
using Payments.Http.Common;
using Payments.Http.Console.Access;
using Payments.Http.Console.Audit;

namespace Payments.Http.Console.Operators;

/// <summary>The operators' side: the whole gateway, for people who run it.</summary>
internal static class OperatorRoutes
{
    /// <summary>Adds the routes.</summary>
    public static void MapOperatorPages(this IEndpointRouteBuilder routes)
    {
        var operators = routes.Made<ConsoleRoutes>(routes.MapFace("ops", ConsolePaths.Operators));
        routes.Made<OverviewPages>().Map(operators);
        routes.Made<ChainPages>().Map(operators);
        routes.Made<MerchantPages>().Map(operators);
        routes.Made<RatePages>().Map(operators);
        routes.Made<AccountPages>().Map(operators);
        routes.Made<OperatorPages>().Map(operators);
        routes.Made<AuditPages>().MapOperators(operators);
    }
}
