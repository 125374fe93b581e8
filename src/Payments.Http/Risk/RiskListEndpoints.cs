using Microsoft.AspNetCore.Http;
using Payments.Domain.Risk;
using Payments.Domain.Secrets;
using Payments.Http.Api;
using Payments.Http.Common;
using Payments.Http.Merchants;
using Payments.Storage.Risk;

namespace Payments.Http.Risk;

/// <summary>Lists of risk control, and their items as CSV.</summary>
internal sealed class RiskListEndpoints(RiskUpload upload, RiskItems items, IRandomBytes random, TimeProvider time) : IApiEndpoints
{
    private const string ItemsPath = "/lists/{id}/items";
    private const int Chunk = 1000;

    /// <inheritdoc />
    public void Map(ApiRoutes routes)
    {
        RiskScope.Map(routes, "GET", "/lists", ListAsync);
        RiskScope.Map(routes, "POST", "/lists", AddAsync);
        RiskScope.Map(routes, "GET", "/lists/{id}", ShowAsync);
        RiskScope.Map(routes, "DELETE", "/lists/{id}", RemoveAsync);
        RiskScope.Map(routes, "GET", ItemsPath, ItemsAsync);
        RiskScope.Map(routes, "PUT", ItemsPath, (call, scope) => WriteAsync(call, scope, isKept: false));
        RiskScope.Map(routes, "POST", ItemsPath, (call, scope) => WriteAsync(call, scope, isKept: true));
    }

    private static async Task<IResult> ListAsync(ApiCall call, RiskScope scope)
    {
        var book = await scope.BookAsync(call);
        return call.Answer(new RiskListsView([.. book.Lists.Select(RiskListView.Of)]), ApiJson.Relaxed.EnvelopeRiskListsView);
    }

    private async Task<IResult> AddAsync(ApiCall call, RiskScope scope)
    {
        var body = await call.BodyAsync("name", "subject");
        var subject = RiskRuleRequest.Word<RiskSubject>(body.Required("subject"), "subject");
        if (RiskRules.IsOfPayouts(subject))
            throw new InputException("subject", "has no lists of its own; rules about receivers name a list of subject address");
        var list = new RiskList
        {
            Id = RiskRuleEndpoints.NewId(random),
            Name = ApiRules.Name(body.Required("name")),
            Subject = subject,
            UpdatedAt = time.GetUtcNow(),
        };
        await scope.ChangeAsync(call, new RiskChange { List = list });
        return Answer(call, list, StatusCodes.Status201Created);
    }

    private static async Task<IResult> ShowAsync(ApiCall call, RiskScope scope) => Answer(call, await FindAsync(call, scope));

    private async Task<IResult> RemoveAsync(ApiCall call, RiskScope scope)
    {
        var known = await FindAsync(call, scope);
        await scope.ChangeAsync(call, new RiskChange { RemovedList = known.Id });
        await items.RemoveAsync(known.Id);
        return Answer(call, known);
    }

    private async Task<IResult> ItemsAsync(ApiCall call, RiskScope scope)
    {
        var list = await FindAsync(call, scope);
        return new CsvExport<string, string>("items", RiskCsv.Items, AllAsync(list), item => item);
    }

    /// <summary>Writes the list's next edition, and turns the list to it in one step.</summary>
    private async Task<IResult> WriteAsync(ApiCall call, RiskScope scope, bool isKept)
    {
        var list = await FindAsync(call, scope);
        var edition = upload.NewEdition();
        var isAsked = false;
        try
        {
            await upload.ReadAsync(call.Http, list, edition, isKept);
            // The caller decides how long a body takes, so it is authenticated again.
            await call.AuthenticateAsync();
            var next = list with { Edition = edition, Items = await items.CountAsync(list.Id, edition), UpdatedAt = time.GetUtcNow() };
            if (next.Items > RiskItems.Most) throw RiskUpload.TooMany;
            isAsked = true;
            await scope.ChangeAsync(call, new RiskChange { List = next, IsKnown = true, FromEdition = list.Edition });
            await items.SweepAsync(list.Id, edition);
            return Answer(call, next);
        }
        catch (Exception exception) when (!isAsked || exception is InputException)
        {
            // Nobody will name this edition. Of a change without an answer nobody knows: there the sweep of the next upload decides.
            await items.RemoveAsync(list.Id, edition);
            throw;
        }
    }

    private async IAsyncEnumerable<string> AllAsync(RiskList list)
    {
        for (var behind = ""; ;)
        {
            var page = await items.PageAsync(list.Id, list.Edition, behind, Chunk);
            foreach (var item in page) yield return item;
            if (page.Count < Chunk) yield break;
            behind = page[^1];
        }
    }

    private static async Task<RiskList> FindAsync(ApiCall call, RiskScope scope) =>
        (await scope.BookAsync(call)).FindList(call.Route("id")) ??
        throw new InputException("list_id", "no such list", StatusCodes.Status404NotFound);

    private static IResult Answer(ApiCall call, RiskList list, int status = StatusCodes.Status200OK) =>
        call.Answer(RiskListView.Of(list), ApiJson.Relaxed.EnvelopeRiskListView, status);
}
