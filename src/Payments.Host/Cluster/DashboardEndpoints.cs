using Orleans.Dashboard;
using Payments.Grains.Persistence;
using Payments.Http.Common;
using Payments.Http.Ops;

namespace Payments.Host.Cluster;

/// <summary>The Orleans Dashboard at <c>/dashboard</c>, which has no authentication of its own, for operators who may see <c>/ops</c>.</summary>
/// <remarks>
/// It is mapped at the first look of an operator: its package unpacks and packs its scripts when it is mapped, which took a tenth of the
/// start's processor time and megabytes of memory for something that few look at.
/// </remarks>
internal static class DashboardEndpoints
{
    private const string Root = "/dashboard";

    /// <summary>Maps it. The state of a grain is answered from its row with secrets masked; the dashboard itself would call methods of the grain and show whatever they return.</summary>
    public static void Map(WebApplication app)
    {
        var dashboard = new Lazy<RequestDelegate>(() => Build(app.Services));
        app.Map(Root + "/{**path}", context => AnswerAsync(context, dashboard)).WithReach(RouteReach.Operator);
    }

    private static RequestDelegate Build(IServiceProvider services)
    {
        var own = new ApplicationBuilder(services);
        own.UseRouting();
        own.UseEndpoints(routes => routes.MapOrleansDashboard(Root));
        return own.Build();
    }

    private static async Task AnswerAsync(HttpContext context, Lazy<RequestDelegate> dashboard)
    {
        try
        {
            var session = context.RequestServices.GetRequiredService<OpsSession>();
            if (!await session.IsOperatorAsync(context))
            {
                context.Response.StatusCode = StatusCodes.Status401Unauthorized;
                return;
            }
        }
        catch (InputException refusal)
        {
            context.Response.StatusCode = refusal.Status;
            return;
        }
        if (context.RequestServices.GetService<DashboardStart>() is { } start) await start.BeginAsync();
        if (context.Request.Path.Value!.TrimEnd('/').EndsWith("/GrainState", StringComparison.OrdinalIgnoreCase))
        {
            await (await StateAsync(context)).ExecuteAsync(context);
            return;
        }
        // The dashboard finds its own route.
        context.SetEndpoint(null);
        context.Request.RouteValues.Clear();
        await dashboard.Value(context);
    }

    /// <summary>The dashboard's page takes a text with JSON in it.</summary>
    private static async Task<IResult> StateAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var views = context.RequestServices.GetRequiredService<StateViews>();
        return Results.Json(await views.FindAsync(query["grainType"].ToString(), query["grainId"].ToString()));
    }
}
