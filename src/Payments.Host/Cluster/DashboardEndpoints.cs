using Orleans.Dashboard;
using Payments.Grains.Persistence;
using Payments.Http.Common;
using Payments.Http.Ops;

namespace Payments.Host.Cluster;

/// <summary>The Orleans Dashboard at <c>/dashboard</c>, which has no authentication of its own, for operators who may see <c>/ops</c>.</summary>
internal static class DashboardEndpoints
{
    /// <summary>Maps it. The state of a grain is answered from its row with secrets masked; the dashboard itself would call methods of the grain and show whatever they return.</summary>
    public static void Map(WebApplication app) =>
        app.MapOrleansDashboard("/dashboard").WithReach(RouteReach.Operator).AddEndpointFilter(async (context, next) =>
        {
            var request = context.HttpContext.Request;
            try
            {
                var session = context.HttpContext.RequestServices.GetRequiredService<OpsSession>();
                if (!await session.IsOperatorAsync(context.HttpContext)) return Results.Unauthorized();
            }
            catch (InputException refusal)
            {
                return Results.StatusCode(refusal.Status);
            }
            if (context.HttpContext.RequestServices.GetService<DashboardStart>() is { } start) await start.BeginAsync();
            var isState = request.Path.Value!.EndsWith("/GrainState", StringComparison.OrdinalIgnoreCase);
            return isState ? await ShowStateAsync(context.HttpContext) : await next(context);
        });

    /// <summary>The dashboard's page takes a text with JSON in it.</summary>
    private static async Task<IResult> ShowStateAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var views = context.RequestServices.GetRequiredService<StateViews>();
        return Results.Json(await views.FindAsync(query["grainType"].ToString(), query["grainId"].ToString()));
    }
}
