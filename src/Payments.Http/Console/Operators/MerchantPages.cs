using System.Globalization;
using Microsoft.AspNetCore.Http;
using Payments.Contracts;
using Payments.Contracts.Merchants;
using Payments.Contracts.Orders;
using Payments.Domain.Identity;
using Payments.Http.Admin;
using Payments.Http.Api;
using Payments.Http.Common;
using Payments.Http.Console.Access;
using Payments.Http.Console.Shell;
using Payments.Http.Limits;
using Payments.Storage.Queries;

namespace Payments.Http.Console.Operators;

/// <summary>Shops: listed, found by number, id or e-mail address, looked at, and given rate limits of their own.</summary>
internal sealed class MerchantPages(
    MerchantQueries merchants, MerchantDirectory directory, IOrderIds ids, LimitRules rules, OperatorProof proof)
{
    /// <summary>The section's path below the operators' side.</summary>
    public const string Path = "/merchants";

    private const int PageSize = 50;

    public void Map(ConsoleRoutes routes)
    {
        routes.MapOperator("GET", Path, ListAsync);
        routes.MapOperator("GET", Path + "/{pid:long}", async call => Show(call, await OfPathAsync(call)));
        routes.MapOperator("POST", Path + "/{pid:long}/limits", LimitAsync);
    }

    private async Task<IResult> ListAsync(ConsoleCall call)
    {
        string? wrong = null;
        long? behind = null;
        try
        {
            if (call.Query("q") is { } text)
            {
                if (await FindAsync(text.Trim()) is { } found) return ConsoleCall.Go(OperatorWords.PathOf(found.Merchant.Pid));
                wrong = call.Texts.Operators.NoMerchant;
            }
            behind = ApiRules.AfterNumber(call.Query("after"));
        }
        catch (InputException refusal)
        {
            wrong = refusal.Message;
        }
        var rows = await merchants.NewestAsync(behind, PageSize + 1);
        return call.Page<MerchantsPage>(new()
        {
            [nameof(MerchantsPage.Rows)] = rows.Take(PageSize).ToArray(),
            [nameof(MerchantsPage.Next)] = rows.Count > PageSize ? rows[PageSize - 1].Pid.ToString(CultureInfo.InvariantCulture) : null,
            [nameof(MerchantsPage.Wrong)] = wrong,
        }, wrong is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }

    /// <summary>A merchant's id follows from its e-mail address, so that each way is one look.</summary>
    private async Task<MerchantAccess?> FindAsync(string text)
    {
        if (text.Contains('@')) return await directory.ByIdAsync(ids.ForEmail(ApiRules.Email(text)));
        return MerchantId.TryParse(text, out var id) ? await directory.ByIdAsync(id) : await directory.ByPidAsync(text);
    }

    private async Task<MerchantAccess> OfPathAsync(ConsoleCall call) => await directory.ByPidAsync(call.Route("pid"))
        ?? throw new InputException("pid", call.Texts.Operators.NoMerchant, StatusCodes.Status404NotFound);

    private IResult Show(ConsoleCall call, MerchantAccess access, string? wrong = null) => call.Page<MerchantPage>(new()
    {
        [nameof(MerchantPage.Merchant)] = access.Merchant,
        [nameof(MerchantPage.Own)] = LimitNumbers.Own(access.Merchant),
        [nameof(MerchantPage.InForce)] = LimitNumbers.InForce(access.Merchant, rules),
        [nameof(MerchantPage.Wrong)] = wrong,
    }, wrong is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);

    /// <summary>By the rules of the API; it stands in the shop's audit log.</summary>
    private async Task<IResult> LimitAsync(ConsoleCall call)
    {
        var access = await OfPathAsync(call);
        try
        {
            var limits = LimitRequest.Of(call.Form.Body(LimitRequest.Fields, []));
            if (await proof.WhyNotAsync(call, $"sets rate limits of merchant {access.Merchant.Id}") is { } wrong)
                return Show(call, access, wrong);
            await call.Grains.Find<IMerchantGrain>(access.Merchant.Id.GrainKey).SetLimitsAsync(limits);
        }
        catch (InputException refusal) when (refusal.Status == StatusCodes.Status400BadRequest)
        {
            return Show(call, access, refusal.Message);
        }
        return ConsoleCall.Go(OperatorWords.PathOf(access.Merchant.Pid), ConsoleNotice.LimitsSet);
    }
}
