/**
 * The shapes that cross the wire, under the names the app uses.
 *
 * All of them come from `schema.d.ts`, which `npm run gen:api` makes from the server's own
 * OpenAPI schema. Everything else imports from here, so that a renamed component is one line.
 */
import type { components } from "./schema";

export type { paths } from "./schema";

type Schemas = components["schemas"];

export type Role = Schemas["RoleEnum"];
export type TaskKind = Schemas["TaskKindEnum"];
export type SkipReason = Schemas["SkipReasonEnum"];
export type NextReason = Schemas["AssignmentNextOutputReasonEnum"];

export type ErrorEnvelope = Schemas["ErrorEnvelope"];
export type ErrorDetail = Schemas["ErrorDetailOutput"];

export type Me = Schemas["MeOutput"];
export type Membership = Schemas["MyMembershipOutput"];
export type Preferences = Schemas["PreferencesOutput"];
export type Invitation = Schemas["InvitationOutput"];
export type InvitationAccept = Schemas["InvitationAcceptInputRequest"];

export type CurrentGuideline = Schemas["GuidelineCurrentOutput"];
export type GuidelineRelease = Schemas["GuidelineReleaseOutput"];

export type Queue = Schemas["QueueOutput"];
export type QueueKind = Schemas["QueueKindOutput"];
export type HeldAssignment = Schemas["HeldOutput"];
export type Assignment = Schemas["AssignmentOutput"];
export type NextAssignment = Schemas["AssignmentNextOutput"];
export type NextAssignmentRequest = Schemas["AssignmentNextInputRequest"];
export type Message = Schemas["MessageOutput"];
export type Slot = Schemas["SlotOutput"];
export type RatingSchema = Schemas["AssignmentRatingSchemaOutput"];
export type Flag = Schemas["SchemaEntryOutput"];

export type RankingAnswer = Schemas["RankingAnswerInputRequest"];
export type DemonstrationAnswer = Schemas["DemonstrationAnswerInputRequest"];
export type ConversationAnswer = Schemas["ConversationAnswerInputRequest"];
export type PromptAnswer = Schemas["PromptAnswerInputRequest"];
export type WrittenPrompt = Schemas["WrittenPromptInputRequest"];
export type PromptCheck = Schemas["PromptCheckOutput"];
export type Answer = Schemas["AnswerInputRequest"];
export type SubmitRequest = Schemas["AssignmentSubmitInputRequest"];
export type SkipRequest = Schemas["AssignmentSkipInputRequest"];
export type DraftSaved = Schemas["DraftSavedOutput"];
export type Submitted = Schemas["SubmittedOutput"];
export type HistoryItem = Schemas["HistoryOutput"];
export type HistoryPage = Schemas["HistoryPage"];
export type SkipItem = Schemas["SkipOutput"];
export type JudgmentDetail = Schemas["JudgmentOutput"];

export type OwnStanding = Schemas["OwnStandingOutput"];
export type Ledger = Schemas["LedgerOutput"];
export type LedgerLine = Schemas["LedgerLineOutput"];
export type Contested = Schemas["ContestedOutput"];
export type News = Schemas["NewsOutput"];
export type NewsPageName = keyof News;
export type Topics = Schemas["TopicsOutput"];
export type Topic = Schemas["TopicOutput"];

export type Project = Schemas["ProjectOutput"];
export type ProjectSummary = Schemas["ProjectSummaryOutput"];
export type ProjectSettings = Schemas["ProjectSettingsOutput"];
export type ProjectPatch = Schemas["PatchedProjectPatchInputRequest"];
export type Overview = Schemas["OverviewOutput"];
export type Agreement = Schemas["AgreementOutput"];
export type AgreementFigure = Schemas["AgreementFigureOutput"];
export type AuditEvent = Schemas["AuditEventOutput"];
export type ApiKey = Schemas["ApiKeyOutput"];
export type ApiKeyScope = Schemas["ScopesEnum"];
export type Member = Schemas["MemberOutput"];
export type MemberPatch = Schemas["PatchedMemberPatchInputRequest"];
export type ProjectInvitation = Schemas["ProjectInvitationOutput"];
export type GuidelineItem = Schemas["GuidelineItemOutput"];
export type GuidelineDetail = Schemas["GuidelineDetailOutput"];
export type GuidelinePublish = Schemas["GuidelinePublishInputRequest"];
export type GuidelineExample = Schemas["GuidelineExampleOutput"];
export type GuidelineTerm = Schemas["GuidelineTermOutput"];
export type GuidelineQuiz = Schemas["GuidelineQuizOutput"];
export type GuidelineDiff = Schemas["GuidelineDiffOutput"];
export type DiffBlock = Schemas["DiffBlockOutput"];
export type QuizTry = Schemas["QuizTryOutput"];
export type QuizResult = Schemas["QuizResultOutput"];
export type Question = Schemas["QuestionOutput"];
export type QuestionDetail = Schemas["QuestionDetailOutput"];
export type OpenQuestion = Schemas["OpenQuestionOutput"];
export type QuestionAsk = Schemas["QuestionAskInputRequest"];
export type JudgmentReview = Schemas["JudgmentReviewOutput"];

export type Import = Schemas["ImportOutput"];
export type ImportDetail = Schemas["ImportDetailOutput"];
export type ImportRequest = Schemas["ImportInputRequest"];
export type Prompt = Schemas["PromptOutput"];
export type PromptBrief = Schemas["PromptBriefOutput"];
export type PromptBriefRequest = Schemas["PromptBriefInputRequest"];
export type Dataset = Schemas["DatasetOutput"];
export type DatasetKind = Schemas["DatasetKindEnum"];
export type DatasetRequest = Schemas["DatasetInputRequest"];

export type ModelRef = Schemas["ModelRefOutput"];
export type ModelVersion = Schemas["ModelVersionOutput"];
export type Promotion = Schemas["PromotionOutput"];
export type FeedbackRow = Schemas["FeedbackRowOutput"];

export type Run = Schemas["RunOutput"];
export type RunState = Schemas["RunStateEnum"];
export type RunMetric = Schemas["RunMetricOutput"];
export type RunMetrics = Schemas["RunMetricsOutput"];
export type Recipe = Schemas["RecipeEnum"];
export type Cycle = Schemas["CycleOutput"];
export type CycleStep = Schemas["CycleStepOutput"];
export type StepName = Schemas["StepNameEnum"];
export type StepState = Schemas["StepStateEnum"];
export type Gate = Schemas["GateOutput"];
export type RetrainPolicy = Schemas["RetrainPolicyOutput"];
export type RetrainPolicyRequest = Schemas["RetrainPolicyInputRequest"];

export type QualificationPart = Schemas["QualificationPartEnum"];
export type QualificationOutcome = Schemas["QualificationOutcomeEnum"];
export type Qualification = Schemas["QualificationOutput"];
export type QualificationVersion = Schemas["QualificationVersionOutput"];
export type QualificationPublish = Schemas["QualificationPublishInputRequest"];
export type QualificationItem = Schemas["QualificationItemOutput"];
export type QualificationItemRequest = Schemas["QualificationItemInputRequest"];
export type QualificationShown = Schemas["QualificationShownOutput"];
export type PartFigure = Schemas["PartFigureOutput"];
/** The generator leaves the null out of an enum that may be absent. */
type Undecided<T> = Omit<T, "outcome"> & { outcome: QualificationOutcome | null };
export type AttemptSummary = Undecided<Schemas["AttemptSummaryOutput"]>;
export type QualificationAttempt = Undecided<Schemas["QualificationAttemptOutput"]>;
export type AttemptRecord = Undecided<Schemas["AttemptRecordOutput"]>;
export type AttemptItem = Schemas["AttemptItemOutput"];
export type AttemptSaved = Schemas["AttemptAnswerOutput"];
export type AttemptOverrule = Schemas["AttemptOverruleInputRequest"];
export type QualificationStanding = Omit<
  Schemas["QualificationStandingOutput"],
  "attempts" | "blocked"
> & { attempts: AttemptSummary[]; blocked: Schemas["BlockedEnum"] | null };
export type PracticeItem = Schemas["PracticeItemOutput"];
export type PracticeFeedback = Schemas["PracticeFeedbackOutput"];
export type DemonstrationToScore = Schemas["DemonstrationToScoreOutput"];

export type ReviewQueueItem = Schemas["ReviewQueueItemOutput"];
export type ReviewTask = Schemas["ReviewTaskOutput"];
export type ReviewJudgment = Schemas["ReviewJudgmentOutput"];
export type TaskSettle = Schemas["TaskSettleInputRequest"];
export type GoldItem = Schemas["GoldItemOutput"];
export type Waiting = Schemas["WaitingOutput"];
export type DemonstrationsWaiting = Schemas["DemonstrationsWaitingOutput"];
export type DemonstrationWaiting = Schemas["DemonstrationWaitingOutput"];
export type DemonstrationDecide = Schemas["DemonstrationDecideInputRequest"];
export type DemonstrationDecided = Schemas["DemonstrationDecidedOutput"];
export type Person = Schemas["PersonOutput"];
export type PersonDetail = Schemas["PersonDetailOutput"];
export type PersonWeek = Schemas["PersonWeekOutput"];
export type Eligibility = Schemas["EligibilityOutput"];
export type VoidPreview = Schemas["VoidPreviewOutput"];
export type VoidPreviewRequest = Schemas["VoidPreviewInputRequest"];
export type VoidRequest = Schemas["VoidInputRequest"];
export type VoidOrder = Schemas["VoidOrderOutput"];
