using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Payments.Contracts.Risk;
using Payments.Domain.Risk;
using Payments.Domain.Secrets;
using Payments.Http.Api;
using Payments.Http.Common;

namespace Payments.Http.Risk;

/// <summary>Rules of risk control: a merchant's own, and for operators the installation's.</summary>
internal sealed class RiskRuleEndpoints(
    IOptions<RiskOptions> options, IRandomBytes random, TimeProvider time, RiskTrials trials) : IApiEndpoints
{
    private const int IdBytes = 8;

    /// <inheritdoc />
    public void Map(ApiRoutes routes)
    {
        RiskScope.Map(routes, "GET", "/rules", ListAsync);
        RiskScope.Map(routes, "POST", "/rules", AddAsync);
        RiskScope.Map(routes, "GET", "/rules/{id}", ShowAsync);
        RiskScope.Map(routes, "PUT", "/rules/{id}", ReplaceAsync);
        RiskScope.Map(routes, "DELETE", "/rules/{id}", RemoveAsync);
        RiskScope.Map(routes, "GET", "/rules/{id}/try", TryAsync);
    }

    /// <summary>An id for a rule or a list.</summary>
    internal static string NewId(IRandomBytes random) => random.Hex(IdBytes);

    private async Task<IResult> ListAsync(ApiCall call, RiskScope scope)
    {
        var book = await scope.BookAsync(call);
        return call.Answer(new RiskRulesView([.. book.Rules.Select(View)]), ApiJson.Relaxed.EnvelopeRiskRulesView);
    }

    private async Task<IResult> AddAsync(ApiCall call, RiskScope scope)
    {
        var rule = RiskRuleRequest.Read(await call.BodyAsync(RiskRuleRequest.Fields), null, NewId(random), time.GetUtcNow());
        await scope.ChangeAsync(call, new RiskChange { Rule = rule });
        return Answer(call, rule, StatusCodes.Status201Created);
    }

    private async Task<IResult> ShowAsync(ApiCall call, RiskScope scope) => Answer(call, await FindAsync(call, scope));

    private async Task<IResult> ReplaceAsync(ApiCall call, RiskScope scope)
    {
        var body = await call.BodyAsync(RiskRuleRequest.Fields);
        var known = await FindAsync(call, scope);
        var rule = RiskRuleRequest.Read(body, known, known.Id, time.GetUtcNow());
        await scope.ChangeAsync(call, new RiskChange { Rule = rule, IsKnown = true });
        return Answer(call, rule);
    }

    private async Task<IResult> RemoveAsync(ApiCall call, RiskScope scope)
    {
        var known = await FindAsync(call, scope);
        await scope.ChangeAsync(call, new RiskChange { RemovedRule = known.Id });
        return Answer(call, known);
    }

    private async Task<IResult> TryAsync(ApiCall call, RiskScope scope) =>
        await trials.AnswerAsync(call, scope, await scope.BookAsync(call), await FindAsync(call, scope));

    private static async Task<RiskRule> FindAsync(ApiCall call, RiskScope scope) =>
        (await scope.BookAsync(call)).FindRule(call.Route("id")) ??
        throw new InputException("rule_id", "no such rule", StatusCodes.Status404NotFound);

    private IResult Answer(ApiCall call, RiskRule rule, int status = StatusCodes.Status200OK) =>
        call.Answer(View(rule), ApiJson.Relaxed.EnvelopeRiskRuleView, status);

    private RiskRuleView View(RiskRule rule) => RiskRuleView.Of(rule, options.Value.CountryFile.Length > 0);
}
