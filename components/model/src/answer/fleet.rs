//! States the question of a whole fleet (several pools, several kinds of jobs, arrivals) and its answer, as plain data.

mod question;
mod result;

pub use question::{
    Arrivals, Autoscaler, FleetPool, FleetProfile, FleetQuestion, LimitRange, Pause, Request,
};
pub use result::{
    Advice, AdviceCode, AtOnce, Autoscaling, Change, ChangeKind, Closed, ClosedForm, Cost, Costs,
    CurvePoint, Edit, Expected, FleetAnswer, FleetPoolAnswer, FleetStairs, FleetStep, FleetWhat,
    Guarantee, Hour, PauseAnswer, PlacedNodes, PoolHour, QuotaAnswer, SlotsAnswer, Stage, Waiting,
    Waits,
};
