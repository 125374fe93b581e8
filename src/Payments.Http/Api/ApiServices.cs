using Orleans;
using Payments.Contracts.Orders;
using Payments.Http.Common;

namespace Payments.Http.Api;

/// <summary>What every call of the set-up API needs.</summary>
internal sealed record ApiServices(IGrainFactory Grains, IOrderIds Ids, OwnOrders Orders, TimeProvider Time, IApiForm Form);
